import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mergeFacts } from '../../lib/facts/merge.ts';
import { shellLine } from '../../lib/report/render/plain.ts';
import { reportOf } from '../../lib/report/report.ts';
import { drawWorld } from '../lab/draw-world.ts';
import { allScenarios } from '../lab/lab.ts';
import { GOLDEN_SCENARIOS, goldenFolderOf, RECORDED_SEED, recordingOf } from '../lab/recordings.ts';
import { worldOf } from '../lab/scenario.ts';
import { describeWhere } from '../support/describe-lab.ts';
import { paste } from '../support/paste.ts';
import { type Account, openAccount } from './aws-cli.ts';
import { AWS_CLI_LACKS } from './installed.ts';

const TIMEOUT_MS = 60_000;

/** Exit code and words of a CLI that asked, and was answered or refused: it understood its arguments. */
const ASKED = /^(0|254) /;

const reports = GOLDEN_SCENARIOS.map((name) => readFileSync(join(goldenFolderOf(name), 'report.txt'), 'utf8'));
/** As they stand in the report, over several lines. */
const commands = [
  ...new Set(reports.flatMap((report) => report.match(/(?<=^ +(?:Undo +)?)aws (?:.*\\\n)*.*$/gm) ?? [])),
];

describeWhere(AWS_CLI_LACKS, "commands of reports, pasted into a shell with Debian's AWS CLI", () => {
  let account: Account;
  beforeAll(async () => {
    account = await openAccount(drawWorld(1, { zones: 2 }));
  });
  afterAll(() => account.close());

  test('there are some, over several lines', () => {
    expect(commands.length).toBeGreaterThan(10);
    expect(commands.some((command) => command.includes('\\\n'))).toBe(true);
  });

  test.each(commands)(
    '%s is understood',
    async (command) => {
      const { code, stderr } = await account.paste(command);
      expect(`${code} ${stderr}`).toMatch(ASKED);
    },
    TIMEOUT_MS,
  );

  test('one that is not understood would show', async () => {
    const { code, stderr } = await account.paste('aws ec2 authorize-security-group-ingress --group-identity sg-0');
    expect(`${code} ${stderr}`).not.toMatch(ASKED);
  });
});

const steps = (await allScenarios()).flatMap((scenario) => {
  const recording = recordingOf(scenario.name);
  if (!recording) return [];
  const { plan } = reportOf(mergeFacts(recording.inside, recording.outside));
  return plan.steps.flatMap((step, at) =>
    step.run?.[1] === 'ec2'
      ? [{ name: `${scenario.name}, ${step.say}`, scenario, step, before: plan.steps.slice(0, at) }]
      : [],
  );
});

/** One of each action: the CLI takes its time. */
const ofEachAction = [...Map.groupBy(steps, ({ step }) => step.run?.[2]).values()].flatMap(([first]) => first ?? []);

describeWhere(AWS_CLI_LACKS, "the steps of reports, done by Debian's AWS CLI", () => {
  test.each(ofEachAction)(
    'with the permissions that are named, and no other, change the world as it is said: $name',
    async ({ scenario, step, before }) => {
      const earlier = before.reduce((one, { run = [] }) => paste(one, run), worldOf(scenario, RECORDED_SEED));
      const { run = [], undo, permissions } = step;
      const allowed = { Effect: 'Allow' as const, Action: [...permissions], Resource: '*' };
      const world = {
        ...structuredClone(earlier),
        Operator: { ...earlier.Operator, PolicyDocument: { Version: '2012-10-17', Statement: [allowed] } },
      };
      const account = await openAccount(world);
      expect(await account.paste(shellLine(run))).toMatchObject({ code: 0, stderr: '' });
      const { Operator: _, ...changed } = world;
      const { Operator: __, ...expected } = paste(earlier, run);
      expect(changed).toEqual(expected);
      world.Operator.PolicyDocument.Statement = [];
      const denied = await account.paste(shellLine(typeof undo === 'string' ? run : undo));
      account.close();
      expect(denied.stderr).toContain('is not authorized to perform');
    },
    TIMEOUT_MS,
  );

  test('there is one of every kind', () => {
    expect(ofEachAction.map(({ step }) => step.run?.[2]).toSorted()).toEqual([
      'authorize-security-group-egress',
      'authorize-security-group-ingress',
      'create-network-acl-entry',
      'create-route',
      'create-vpc-endpoint',
      'modify-vpc-attribute',
      'modify-vpc-endpoint',
    ]);
  });
});
