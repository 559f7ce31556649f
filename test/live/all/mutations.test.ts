import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { handlerBy } from '../../../functions/verify/handler.ts';
import { parseClient, parseEndpoint } from '../../../lib/gather/target-of.ts';
import { variablesOf } from '../../../lib/model/verifier-environment.ts';
import { reportOf } from '../../../lib/report/report.ts';
import { verify } from '../../../lib/run/verify.ts';
import { allScenarios, describedFiles } from '../../lab/lab.ts';
import { recordingOf } from '../../lab/recordings.ts';
import { parseScenario, worldOf } from '../../lab/scenario.ts';
import { runInProcess } from '../../support/in-process.ts';
import { refusedOr, tryMutations } from '../../support/mutations.ts';
import { probes } from '../../support/probes.ts';

const SEED = 2026;

const folder = mkdtempSync(join(tmpdir(), 'mutations-'));
afterAll(() => rmSync(folder, { recursive: true }));
// What the function logs is not looked at here.
beforeEach(() => void jest.spyOn(process.stdout, 'write').mockReturnValue(true));

const file = (document: unknown): string => {
  const path = join(folder, 'given.json');
  // A number that JSON has no word for becomes one that it reads as infinite.
  writeFileSync(path, JSON.stringify(document ?? null).replaceAll('1.7976931348623157e+308', '1e999'));
  return path;
};

const scenarios = await allScenarios();
const recorded = scenarios.flatMap(({ name }) => {
  const recording = recordingOf(name);
  return recording === null
    ? []
    : [
        { name: `${name} from inside`, document: recording.inside },
        { name: `${name} from outside`, document: recording.outside },
      ];
});

describe('no damage to a document is a bug of ours, a hang, or a green that was none', () => {
  test('recorded facts', async () => {
    expect(recorded.length).toBeGreaterThan(100);
    expect(
      await tryMutations(recorded, async (document) => (await runInProcess(['analyze', file(document)])).code),
    ).toEqual([]);
  });

  test('reports', async () => {
    const reports = recorded.map(({ name, document }) => ({ name, document: reportOf(document) }));
    const shown: string[] = [];
    const wrong = await tryMutations(reports, async (document) => {
      const { code, stdout } = await runInProcess(['render', file(document)]);
      if (/\bundefined\b|\bNaN\b|\[object Object\]/.test(stdout)) shown.push(stdout.slice(0, 2_000));
      return code;
    });
    expect([...wrong, ...shown]).toEqual([]);
  });

  const worlds = scenarios.map((scenario) => {
    const world = worldOf(scenario, SEED);
    return { name: scenario.name, document: describedFiles(world), world };
  });
  type World = (typeof worlds)[number]['world'];

  test.each<[string, (world: World) => readonly string[]]>([
    [
      'one path of them',
      ({ NetworkInterfaces: { client, a } }) => [
        ...['--from', client?.NetworkInterfaceId ?? '', '--to', a?.NetworkInterfaceId ?? ''],
      ],
    ],
    ['all of them', () => ['--function', 'verify-private-a']],
  ])('folders of describe output, %s', async (_, optionsFor) => {
    const wrong = await tryMutations(worlds, async (document, name) => {
      const world = worlds.find((one) => one.name === name)?.world;
      if (!world) throw new Error(name);
      const place = join(folder, 'described');
      rmSync(place, { recursive: true, force: true });
      mkdirSync(place);
      for (const [call, content] of Object.entries((document as object | null) ?? {}).slice(0, 50))
        writeFileSync(join(place, `${encodeURIComponent(call).slice(0, 80)}.json`), JSON.stringify(content ?? null));
      writeFileSync(join(place, 'empty.json'), '{"Vpcs": []}');
      return (await runInProcess(['analyze', place, ...optionsFor(world)])).code;
    });
    expect(wrong).toEqual([]);
  });

  test('scenarios', async () => {
    const documents = scenarios.map(({ name, ...document }) => ({ name, document }));
    const wrong = await tryMutations(documents, (document, name) =>
      refusedOr(() => worldOf({ name, ...parseScenario(JSON.stringify(document ?? null), name) }, SEED)),
    );
    expect(wrong).toEqual([]);
  });

  test('events of the function', async () => {
    const handler = handlerBy((request) => verify({ ...request, source: null }, { probes: probes() }));
    const context = {
      functionName: 'verify',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-2:111122223333:function:verify',
      getRemainingTimeInMillis: () => 10_000,
    } as Context;
    const kept = { ...process.env };
    Object.assign(process.env, {
      AWS_REGION: 'eu-west-2',
      ...variablesOf({
        secretId: 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:canary-AbCdEf',
        allow: 'secrets,configuration',
      }),
    });
    const events = [
      { mode: 'report', secretId: 'prod/db' },
      { mode: 'facts' },
      { mode: 'schedule' },
      { source: 'aws.scheduler', 'detail-type': 'Scheduled Event', detail: '{}' },
    ].map((document, at) => ({ name: `event ${at}`, document }));
    const wrong = await tryMutations(events, (document) => refusedOr(() => handler(document, context)));
    process.env = kept;
    expect(wrong).toEqual([]);
  });

  test('what a deployment tells the function', async () => {
    const told = [
      { vpcEndpointId: 'vpce-1', dnsNames: ['vpce-1-x.example'], networkInterfaces: [], vpcCidrs: ['10.0.0.0/16'] },
      { vpcId: 'vpc-1', subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] },
    ].map((document, at) => ({ name: `told ${at}`, document }));
    const wrong = await tryMutations(told, (document) =>
      refusedOr(() => {
        const text = JSON.stringify(document ?? null);
        parseEndpoint(text, 'told');
        parseClient(text, 'told');
      }),
    );
    expect(wrong).toEqual([]);
  });
});
