import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { describeLab } from '../support/describe-lab.ts';
import { runCommand, runCommandWith, runFile } from '../support/run-command.ts';

const BUNDLED = fileURLToPath(new URL('../../dist/cli/vpce-doctor.mjs', import.meta.url));

const run = runCommand;

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
  test.each(
    [
      ['--help'],
      ...['verify', 'inspect', 'analyze', 'explain', 'render', 'demo'].map((command) => [command, '--help']),
    ].map((args) => [args]),
  )('%j teaches by example and exits 0', async (args) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}(vpce-doctor|npm start) /m);
  });

  test('no command at all shows the help as wrong use', async () => {
    expect(await run()).toMatchObject({ code: 64, stdout: expect.stringContaining('vpce-doctor verify') });
  });
});

describe('wrong use is one sentence on stderr, exit code 64, and nothing on stdout', () => {
  test.each<[readonly string[], RegExp]>([
    [['conect'], /no command "conect".*verify, inspect, analyze, explain, render, demo/],
    [['__proto__'], /no command "__proto__"/],
    [['verify'], /no region was given/],
    [['verify', '--region', 'eu-west-2'], /no secret was given/],
    [['verify', '--region', 'nowhere', '--secret-id', 'x'], /"nowhere" is not a region/],
    [['inspect', '--region', 'eu-west-2'], /say whose place to judge: --function NAME, or --subnet ID/],
    [['inspect', '--function', 'f', '--subnet', 'subnet-1'], /say whose place to judge/],
    [['inspect', '--function', 'f'], /no region was given/],
    [['inspect', 'vpce-1'], /takes options alone, not "vpce-1"/],
    [['inspect', '--client', 'mac', '--function', 'f'], /--client takes lambda, linux, windows, not "mac"/],
    [['demo', '--vantage', 'above'], /--vantage takes both or inside, not "above"/],
    [['verify', '--secret', 'x'], /Unknown option '--secret'/],
    [
      ['verify', '--secret-id', 'x', '--region', 'eu-west-2', '--timeout', 'soon'],
      /--timeout takes milliseconds.*"soon"/,
    ],
    [['verify', '--secret-id', 'x', '--region', 'eu-west-2', '--vpc-cidr', '10.0.0.0'], /is not a CIDR/],
    [['verify', '--secret-id', 'x', '--region', 'eu-west-2', '--endpoint', '{'], /--endpoint is not JSON/],
    [
      ['verify', '--secret-id', 'x', '--region', 'eu-west-2', '--endpoint-dns-name', 'secrets.corp.example'],
      /--endpoint-dns-name takes the endpoint's own name, which begins with vpce-/,
    ],
    [['verify', '--secret-id', 'x', '--format', 'yaml'], /no format "yaml".*text, short, json, junit, markdown/],
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
      'a key that nothing has',
      '{"schema":1,"injects":"x","expects":{"verdict":"broken","rootCause":null},"set":{"Vpc.EnableDnsHostname":false}}',
      /EnableDnsHostname/,
    ],
    [
      'a place that every object inherits',
      '{"schema":1,"injects":"x","expects":{"verdict":"broken","rootCause":null},"set":{"Vpc.__proto__.x":1}}',
      /no such place/,
    ],
    [
      'a command where an address belongs',
      '{"schema":1,"injects":"x","expects":{"verdict":"broken","rootCause":null},"set":{"DhcpOptions.DomainNameServers":["10.0.0.9/32 dev lo\\nnetns add evil"]}}',
      /DomainNameServers.0/,
    ],
    [
      'a script where a CIDR belongs',
      '{"schema":1,"injects":"x","expects":{"verdict":"broken","rootCause":null},"set":{"NetworkAcls.private.Entries":[{"RuleNumber":1,"Egress":true,"RuleAction":"allow","Protocol":"-1","CidrBlock":"10.0.0.0/8\\ninclude \\"/etc/shadow\\""}]}}',
      /CidrBlock/,
    ],
    [
      'a role that is a script',
      '{"schema":1,"injects":"x","expects":{"verdict":"broken","rootCause":null},"set":{"Subnets":{"a;b":{}}}}',
      /./,
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
      expects: {
        verdict: 'broken',
        rootCause: 'sg/endpoint-ingress-missing',
        inside: { rootCause: 'path/packets-dropped' },
      },
      zones: 1,
      set: { 'SecurityGroups.endpoint.IpPermissions': [] },
    };
    for (const vantage of ['both', 'inside']) {
      const { code, stderr } = await run('demo', file('mine.json', JSON.stringify(scenario)), '--vantage', vantage);
      expect(stderr).toContain('the diagnosis is right');
      expect(code).toBe(0);
    }
  }, 60_000);

  test('escape codes in a scenario reach no terminal', async () => {
    const scenario = {
      schema: 1,
      injects: 'x\u001b[2J\n✓ the diagnosis is right',
      expects: { verdict: 'broken', rootCause: null },
    };
    const { code, stderr } = await run('demo', file('hostile.json', JSON.stringify(scenario)));
    expect(code).toBe(1);
    expect(stderr).not.toContain('\u001b');
    expect(stderr.split('\n')).not.toContain('✓ the diagnosis is right');
  }, 30_000);

  test('filters that dropped, and should not have, make it wrong', async () => {
    const scenario = {
      schema: 1,
      injects: 'x',
      expects: { verdict: 'connected', rootCause: null, drops: ['route.none'] },
    };
    const { code, stderr } = await run('demo', file('drops.json', JSON.stringify(scenario)));
    expect(code).toBe(1);
    expect(stderr).toContain('should have been by route.none');
  }, 30_000);

  test('a file is meant from where its user stands, although npm goes elsewhere', async () => {
    const scenario = { schema: 1, injects: 'nothing', expects: { verdict: 'connected', rootCause: null } };
    file('here.json', JSON.stringify(scenario));
    expect(await runCommandWith({ INIT_CWD: folder }, 'demo', 'here.json')).toMatchObject({ code: 0 });
  }, 30_000);

  test('through npm -s, stdout holds the report alone', async () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const stdout = await new Promise<string>((resolve, reject) => {
      execFile('npm', ['start', '-s', '--', '--format', 'json'], { cwd: root }, (error, out) =>
        error ? reject(error) : resolve(out),
      );
    });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'connected' });
  }, 30_000);

  test('a diagnosis that is not the expected one is exit code 1, and says what was expected', async () => {
    const scenario = { schema: 1, injects: 'nothing', expects: { verdict: 'broken', rootCause: 'tls/rst' } };
    const { code, stderr } = await run('demo', file('wrong.json', JSON.stringify(scenario)));
    expect(code).toBe(1);
    expect(stderr).toContain('it should be broken, tls/rst');
  }, 30_000);
});

describe('explain', () => {
  test("shows a finding's page, from the source tree and from the one file alike", async () => {
    const page = await run('explain', 'dns/public-answer');
    expect(page).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^# The service's name resolves to public addresses/),
    });
    expect((await runFile(BUNDLED, ['explain', 'dns/public-answer'])).stdout).toBe(page.stdout);
  });

  test('without a code lists all of them', async () => {
    expect((await run('explain')).stdout).toMatch(/^tls\/rst +The connection is reset/m);
  });

  test('names what is near a code that does not exist', async () => {
    const { code, stderr } = await run('explain', 'dns/public');
    expect(code).toBe(64);
    expect(stderr).toMatch(/no finding "dns\/public".*dns\/public-answer/);
  });
});

describe('render', () => {
  const REPORT = fileURLToPath(new URL('../cases/public-answer-nat/report.json', import.meta.url));

  test.each([
    ['text', 'report.txt'],
    ['short', 'report.short.txt'],
    ['json', 'report.json'],
    ['junit', 'report.xml'],
    ['markdown', 'report.md'],
  ])('gives the same report as %s, with the exit code of its verdict', async (format, golden) => {
    const { code, stdout } = await run('render', REPORT, '--format', format);
    expect(code).toBe(1);
    expect(stdout).toBe(readFileSync(new URL(`../cases/public-answer-nat/${golden}`, import.meta.url), 'utf8'));
  });

  test.each([
    ['something else', '{"a":1}', /is not a report/],
    ['a newer report', '{"schema":2,"verdict":"connected","causes":[]}', /schema 2; this version reads 1/],
    ['no JSON', '{', /is not JSON/],
  ])('refuses %s in one sentence', async (name, content, says) => {
    const { code, stdout, stderr } = await run('render', file(`${name}.json`, content));
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(says);
  });
});
