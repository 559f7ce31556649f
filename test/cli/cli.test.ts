import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { describeLab } from '../support/describe-lab.ts';

const MAIN = fileURLToPath(new URL('../../lib/cli/main.ts', import.meta.url));
const BUNDLED = fileURLToPath(new URL('../../dist/cli/vpce-doctor.mjs', import.meta.url));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const runFile = (file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const { AWS_REGION: _, AWS_DEFAULT_REGION: __, ...rest } = process.env;
    execFile(process.execPath, [file, ...args], { env: { ...rest, ...env } }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });

const run = (...args: readonly string[]) => runFile(MAIN, args);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('help', () => {
  test.each([[['--help']], [['verify', '--help']], [['demo', '--help']]])(
    '%j teaches by example and exits 0',
    async (args) => {
      const { code, stdout, stderr } = await run(...args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/vpce-doctor verify|npm start/);
    },
  );

  test('no command at all shows the help as wrong use', async () => {
    expect(await run()).toMatchObject({ code: 64, stdout: expect.stringContaining('vpce-doctor verify') });
  });
});

describe('wrong use is one sentence on stderr, exit code 64, and nothing on stdout', () => {
  test.each<[readonly string[], RegExp]>([
    [['conect'], /no command "conect".*verify, demo/],
    [['__proto__'], /no command "__proto__"/],
    [['verify'], /no region was given/],
    [['verify', '--region', 'eu-west-2'], /no secret was given/],
    [['verify', '--region', 'nowhere', '--secret-id', 'x'], /"nowhere" is not a region/],
    [['verify', '--secret', 'x'], /Unknown option '--secret'/],
    [
      ['verify', '--secret-id', 'x', '--region', 'eu-west-2', '--timeout', 'soon'],
      /--timeout takes milliseconds.*"soon"/,
    ],
    [['verify', '--secret-id', 'x', '--region', 'eu-west-2', '--vpc-cidr', '10.0.0.0'], /is not a CIDR/],
    [['verify', '--secret-id', 'x', '--region', 'eu-west-2', '--endpoint', '{'], /--endpoint is not JSON/],
    [['verify', '--secret-id', 'x', '--format', 'yaml'], /no format "yaml".*text, json/],
    [['demo', 'healthy', 'broken'], /one scenario at a time/],
    [['demo', 'no-such-scenario'], /no scenario "no-such-scenario"/],
    [['demo', '--seed', '-1'], /'--seed' argument is ambiguous/],
    [['demo', '--seed', 'abc'], /--seed takes a whole number/],
    [['demo', 'missing.json'], /missing.json cannot be read \(ENOENT\)/],
  ])('%j', async (args, says) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    ['not JSON', 'nonsense', /is not JSON/],
    [
      'another schema',
      '{"schema":2,"injects":"x","expects":{"verdict":"broken","rootCause":null}}',
      /at "schema": must be 1/,
    ],
    [
      'an unknown field',
      '{"schema":1,"injects":"x","expects":{"verdict":"broken","rootCause":null},"sets":{}}',
      /at "sets"/,
    ],
    [
      'an unknown verdict',
      '{"schema":1,"injects":"x","expects":{"verdict":"fine","rootCause":null}}',
      /at "expects.verdict"/,
    ],
    [
      'a place that does not exist',
      '{"schema":1,"injects":"x","expects":{"verdict":"broken","rootCause":null},"set":{"SecurityGroups.other.IpPermissions":[]}}',
      /no such place/,
    ],
    [
      'a value that does not fit',
      '{"schema":1,"injects":"x","expects":{"verdict":"broken","rootCause":null},"set":{"Behaviour.tls":"odd"}}',
      /at "Behaviour.tls"/,
    ],
    [
      'a reference to nothing',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the scenario's own syntax for references
      '{"schema":1,"injects":"x","expects":{"verdict":"broken","rootCause":null},"set":{"VpcEndpoint.ServiceName":"${Subnets.z.CidrBlock}"}}',
      /leads to no text/,
    ],
  ])('a scenario file with %s', async (name, content, says) => {
    const { code, stdout, stderr } = await run('demo', file(`${name}.json`, content));
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(says);
  });
});

describe('the command copied to a host in one file', () => {
  test('runs by itself', async () => {
    const copy = file('vpce-doctor.mjs', '');
    const { readFileSync } = await import('node:fs');
    writeFileSync(copy, readFileSync(BUNDLED));
    expect(await runFile(copy, ['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n' });
    expect(await runFile(copy, ['demo'])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('comes with the source tree'),
    });
  });
});

describe('the list of scenarios', () => {
  test('is a line each, or JSON', async () => {
    const text = await run('demo', '--list');
    const json = JSON.parse((await run('demo', '--list', '--format', 'json')).stdout) as readonly {
      name: string;
      injects: string;
      expects: object;
    }[];
    expect(text.stdout.trim().split('\n')).toHaveLength(json.length);
    for (const scenario of json) {
      expect(Object.keys(scenario)).toEqual(['name', 'injects', 'expects']);
      expect(Object.keys(scenario.expects)).toEqual(['verdict', 'rootCause']);
      expect(text.stdout).toContain(`${scenario.name} `);
    }
  });
});

describeLab('the demo', () => {
  test('with --format json, stdout holds the report alone', async () => {
    const { code, stdout, stderr } = await run('demo', '--format', 'json', '--seed', '5');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 1, verdict: 'connected' });
    expect(stderr).toContain('the diagnosis is right');
  }, 30_000);

  test('the same seed is the same world; another seed is another', async () => {
    const [first, again, other] = await Promise.all(
      ['11', '11', '12'].map(async (seed) =>
        JSON.parse((await run('demo', '--format', 'json', '--seed', seed)).stdout),
      ),
    );
    expect(again.target).toEqual(first.target);
    expect(other.target.secretId).not.toBe(first.target.secretId);
    expect(other.target.endpoint.vpcCidrs).not.toEqual(first.target.endpoint.vpcCidrs);
  }, 30_000);

  test("a scenario from a file is as good as one of the project's", async () => {
    const scenario = {
      schema: 1,
      injects: 'a closed group',
      expects: { verdict: 'broken', rootCause: 'path/packets-dropped' },
      zones: 1,
      set: { 'SecurityGroups.endpoint.IpPermissions': [] },
    };
    const { code, stderr } = await run('demo', file('mine.json', JSON.stringify(scenario)));
    expect(stderr).toContain('the diagnosis is right');
    expect(code).toBe(0);
  }, 30_000);

  test('a diagnosis that is not the expected one is exit code 1, and says what was expected', async () => {
    const scenario = { schema: 1, injects: 'nothing', expects: { verdict: 'broken', rootCause: 'tls/rst' } };
    const { code, stderr } = await run('demo', file('wrong.json', JSON.stringify(scenario)));
    expect(code).toBe(1);
    expect(stderr).toContain('it should be broken, tls/rst');
  }, 30_000);
});
