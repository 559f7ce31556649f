import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { configurationSchema } from '../../infra/configuration.ts';
import { parseConfiguration } from '../../infra/parse-configuration.ts';
import { SAMPLE_CONFIGURATION } from '../../infra/sample-configuration.ts';
import { namesOf } from '../../tools/first-hour/names.ts';
import { type Answers, isRead, runStep } from '../../tools/first-hour/run-step.ts';
import { STEPS, type Step } from '../../tools/first-hour/steps.ts';
import { pageWithSteps } from '../../tools/first-hour.ts';
import { runInProcess } from '../support/in-process.ts';
import { filesIn, ROOT, read } from '../support/sources.ts';

const page = read('docs/first-hour.md');
const names = namesOf(parseConfiguration(SAMPLE_CONFIGURATION, 'the sample'), 'vpce-doctor.json');
const ids = STEPS.map(({ id }) => id);
const step = (id: string) => STEPS.find((one) => one.id === id) as Step;
const commands = STEPS.flatMap((step) => step.commands(names)).filter((one) => typeof one !== 'string');

describe('docs/first-hour.md', () => {
  test('has the steps as they are: npm run docs', () => {
    expect(pageWithSteps(page)).toBe(page);
    expect([...page.matchAll(/^### (\S+)$/gm)].map(([, id]) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  const rows = [...page.slice(page.indexOf('## What is not verified')).matchAll(/^\| (.*) \| (\[[^|]*) \|$/gm)];

  test('names only steps that there are, and each of them settles something', () => {
    const named = rows.flatMap(([, , steps = '']) => [...steps.matchAll(/\]\(#([\w-]+)\)/g)].map(([, id = '']) => id));
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    // To look first proves nothing.
    expect(ids.filter((id) => !named.includes(id))).toEqual(['prepare']);
  });

  /** How a page says that something was seen in documents and simulations alone. */
  const UNPROVEN =
    /(?:\b(?:not|nothing|none|neither|no|nor)\b|n't)[^.|:]{0,90}?(?:\bon (?:real )?AWS\b(?!')|\breal AWS account\b|\bon Lambda\b)|, not confirmed\.|\ba real (?:account|function)\b|measured cold start in Lambda|treats one wasn't measured|Has it run on AWS/gi;

  test('has a step for every sentence of the documentation that says what is not proven on AWS', () => {
    const pages = ['README.md', ...filesIn('docs', '.md').map((file) => `docs/${file}.md`)];
    const said = pages
      .filter((file) => file !== 'docs/first-hour.md')
      .map((file) => [file, [...read(file).replaceAll(/\s+/g, ' ').matchAll(UNPROVEN)].length] as const)
      .filter(([, count]) => count > 0);
    const listed = new Map<string, number>();
    const table = page.slice(page.indexOf('<!-- the test counts these links -->'));
    for (const [, cell = ''] of table.matchAll(/^\| (\[[^|]*) \|/gm)) {
      for (const [, link = '', count = '1'] of cell.matchAll(/\]\(([^)]+)\)(?: \((\d+)\))?/g)) {
        const file = new URL(link, 'file:///docs/first-hour.md').pathname.slice(1);
        listed.set(file, (listed.get(file) ?? 0) + Number(count));
      }
    }
    expect(said.length).toBeGreaterThan(40);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(said));
  });
});

describe('the commands of the first hour', () => {
  test('of the CDK set keys that there are, to values that are taken', () => {
    const contexts = commands.filter(([program, cdk]) => program === 'npx' && cdk === 'cdk').map(contextOf);
    const keys = contexts.flatMap((context) => Object.keys(context));
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter((key) => key !== 'config' && !Object.hasOwn(configurationSchema.entries, key))).toEqual([]);
    for (const { config: _, ...overrides } of contexts)
      expect(() => parseConfiguration({ ...SAMPLE_CONFIGURATION, ...overrides }, 'the step')).not.toThrow();
  });

  test('of vpce-doctor use commands and options that its help names', async () => {
    const own = commands.flatMap((command) => {
      const at = command.indexOf('vpce-doctor') + 1 || command.indexOf('vpce-doctor.mjs') + 1;
      return at > 0 && command[0] !== 'aws' ? [command.slice(at).filter((word) => word !== '--')] : [];
    });
    expect(own.length).toBeGreaterThan(5);
    for (const [command = '', ...args] of own) {
      const { stdout } = await runInProcess([command, '--help']);
      expect(stdout).toContain(`vpce-doctor ${command}`);
      for (const option of args.filter((word) => word.startsWith('--')))
        expect(`${command}: ${stdout}`).toContain(option);
    }
  });

  test('of the sealed step change the description that the canary has', () => {
    const [, , , expression = '', file = ''] = commands.find(([program]) => program === 'perl') ?? [];
    const [, from = '', to = ''] = expression.split('/');
    expect(read(file)).toContain(from);
    expect(read(file)).not.toContain(to);
  });

  test('name a Region where they ask a service that has Regions', () => {
    const aws = commands.filter(([program, service]) => program === 'aws' && service !== 'iam');
    expect(aws.length).toBeGreaterThan(5);
    for (const command of aws) expect(command).toContain('--region');
  });

  function contextOf(command: readonly string[]): Record<string, unknown> {
    const pairs = command.filter((_, index) => command[index - 1] === '-c');
    return Object.fromEntries(
      pairs.map((pair) => {
        const [key = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
        return [key, /^[[{]/.test(value) ? JSON.parse(value) : value];
      }),
    );
  }
});

describe('the looks of the first hour', () => {
  test('only read', () => {
    const calls = STEPS.flatMap((step) => step.looks.map((look) => look.run(names)));
    expect(calls.length).toBeGreaterThan(20);
    expect(calls.filter((call) => !isRead(call))).toEqual([]);
    const refused = ['create-stack', 'get-secret-value', 'delete-role', 'invoke', 'set-alarm-state'];
    expect(refused.filter((operation) => isRead(['any', operation]))).toEqual([]);
  });

  const ENDPOINT = 'vpce-0a1b2c3d4e5f60718';
  const at = (minute: number) => `2026-01-02T03:${String(minute).padStart(2, '0')}:00.000000+00:00`;
  const event = (ResourceType: string, minute: number, ResourceStatus = 'CREATE_COMPLETE') => ({
    ...{ ResourceType, ResourceStatus, Timestamp: at(minute) },
  });
  const metrics = { durationMs: 103.4, maxMemoryUsedMB: 91, initDurationMs: 640.2 };

  /** What an account answers in which everything went well. */
  const GOOD: Readonly<Record<string, unknown>> = {
    'describe-stacks': {
      Stacks: [
        {
          StackStatus: 'CREATE_COMPLETE',
          Outputs: [
            { OutputKey: 'EndpointId', OutputValue: ENDPOINT },
            { OutputKey: 'Verifiersorders', OutputValue: 'verify-a,verify-b' },
          ],
        },
      ],
    },
    'describe-stack-events': {
      StackEvents: [
        event('AWS::CloudFormation::Stack', 6),
        event('AWS::EC2::VPCEndpoint', 3),
        event('Custom::VpcOfSubnets', 1),
        event('AWS::CloudFormation::Stack', 0, 'CREATE_IN_PROGRESS'),
      ],
    },
    'describe-vpc-endpoints': {
      VpcEndpoints: [{ State: 'available', PrivateDnsEnabled: true, SubnetIds: ['subnet-1', 'subnet-2'] }],
    },
    'get-function-configuration': {
      ...{ State: 'Active', LastUpdateStatus: 'Successful', MemorySize: 256 },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: 'log-of-111122223333' },
    },
    'filter-log-events': {
      events: [
        {
          timestamp: Date.parse(at(5)),
          message: JSON.stringify({ type: 'platform.report', record: { requestId: '0a1b', metrics } }),
        },
      ],
    },
    'describe-alarms': { MetricAlarms: [{ AlarmName: names.stack, StateValue: 'OK' }] },
    'describe-alarm-history': {
      AlarmHistoryItems: [
        { AlarmName: `${names.stack}-Slow`, HistorySummary: 'Alarm updated from OK to INSUFFICIENT_DATA' },
      ],
    },
  };

  const asked = async (id: string, answers: Readonly<Record<string, unknown>>) => {
    const calls: (readonly string[])[] = [];
    const came = await runStep(
      step(id),
      names,
      async (args) => {
        calls.push(args);
        return { answer: answers[args[1] ?? ''] ?? {} };
      },
      () => {},
    );
    return { calls, came };
  };
  const odd = ({ looks }: Answers) => looks.filter((one) => !one.isAsExpected).map((one) => Object.values(one.kept));

  test('find the default deployment as expected, and use what they have learned', async () => {
    const { calls, came } = await asked('two-zones', GOOD);
    expect(odd(came)).toEqual([]);
    expect(calls.find(([, call]) => call === 'describe-vpc-endpoints')).toContain(ENDPOINT);
    expect(calls.find(([, call]) => call === 'get-function-configuration')).toContain('verify-a');
    expect(calls.find(([, call]) => call === 'filter-log-events')).toContain('log-of-111122223333');
    const kept = Object.assign({}, ...came.looks.map((one) => one.kept));
    expect(kept).toMatchObject({ endpointAfterS: 180, firstAfterEndpointS: 120, memoryMb: 91, medianMs: 103 });
  });

  test.each<[string, Record<string, unknown>, unknown[]]>([
    ['an alarm that rings', { 'describe-alarms': { MetricAlarms: [{ StateValue: 'ALARM' }] } }, [[1, 0, 1, 0]]],
    [
      'an alarm that rang meanwhile',
      {
        'describe-alarm-history': {
          AlarmHistoryItems: [
            { AlarmName: `${names.stack}-Unhealthy`, HistorySummary: 'Alarm updated from OK to ALARM' },
            { AlarmName: 'of-others', HistorySummary: 'Alarm updated from OK to ALARM' },
          ],
        },
      },
      [[1, 1, 1]],
    ],
    [
      'an endpoint in one zone',
      {
        'describe-vpc-endpoints': {
          VpcEndpoints: [{ State: 'available', PrivateDnsEnabled: true, SubnetIds: ['subnet-1'] }],
        },
      },
      [['available', true, 1]],
    ],
    [
      'a rolled back stack',
      { 'describe-stacks': { Stacks: [{ StackStatus: 'ROLLBACK_COMPLETE' }] } },
      [['ROLLBACK_COMPLETE', 0, false]],
    ],
  ])('see %s', async (_, answers, kept) => {
    const { came } = await asked('two-zones', { ...GOOD, ...answers });
    expect(odd(came)).toEqual(kept);
  });

  test('keep no id, name or account of anybody, whatever is answered', async () => {
    const planted = 'vpce-0fed0fed secret-name 999988887777 10.9.8.7';
    const poisoned = JSON.parse(JSON.stringify(GOOD), (_, value) => (typeof value === 'string' ? planted : value));
    for (const { id } of STEPS) {
      for (const answers of [poisoned, GOOD]) {
        const text = JSON.stringify((await asked(id, answers)).came.looks.map(({ kept, error }) => [kept, error]));
        expect(text).not.toMatch(/0fed|secret-name|99998888|10\.9\.|111122223333|vpce-|verify-|log-of/);
      }
    }
  });
});

describe('the script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vpce-doctor-test-'));
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [`${ROOT}tools/first-hour.ts`, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: folder, ...env },
    });
  const program = join(folder, 'aws');
  const config = join(folder, 'given.json');
  writeFileSync(config, JSON.stringify({ ...SAMPLE_CONFIGURATION, region: 'eu-west-2', account: '111122223333' }));

  /** In the place of the AWS CLI: writes down what it was asked, and answers. */
  const standIn = (body: string): void => {
    writeFileSync(program, `#!/bin/sh\necho "$@" >> '${folder}/calls'\n${body}\n`);
    chmodSync(program, 0o755);
  };

  test('prints the plan, and runs nothing', () => {
    standIn('exit 1');
    const { status, stdout } = run(['--config', config]);
    expect(status).toBe(0);
    for (const id of ids) expect(stdout).toContain(`\n${id}: `);
    expect(stdout).toContain('aws://111122223333/eu-west-2');
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });

  test('shows the plan of the sample where there is no file, but looks at nothing then', () => {
    expect(run([])).toMatchObject({ status: 0, stderr: expect.stringContaining("a sample's") });
    expect(run(['--run', 'prepare'])).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('vpce-doctor.json'),
    });
  });

  test('asks the AWS CLI, says what came, and writes it down', () => {
    standIn(`echo "An error occurred (ValidationError) when calling: $1" >&2; exit 254`);
    const { status, stdout } = run(['--config', config, '--run', 'destroy', '--out', join(folder, 'out')]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^✓ there is no such stack any more\n {4}no answer: ValidationError\n✗ /);
    const written = JSON.parse(readFileSync(join(folder, 'out/destroy.json'), 'utf8')) as Answers;
    expect(written).toMatchObject({
      step: 'destroy',
      region: 'eu-west-2',
      looks: step('destroy').looks.map(() => ({})),
    });
    const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    expect(calls).toHaveLength(written.looks.length);
    expect(calls[0]).toBe(
      'cloudformation describe-stacks --region eu-west-2 --stack-name VpceDoctor-myapp-production --output json',
    );
  });

  test.each([
    [['--run', 'nope'], 'there is no step "nope"'],
    [['prepare', '--run', 'sealed'], 'one step at a time'],
    [['--rum', 'sealed'], "Unknown option '--rum'"],
  ])('%j is refused in a sentence', (args, says) => {
    const { status, stderr } = run(args);
    expect({ status, stderr }).toEqual({ status: 64, stderr: expect.stringContaining(says) });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
