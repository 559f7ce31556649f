import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CHECKED_CODES, UNCHECKED_CODES } from '../../lib/model/codes.ts';
import { runInProcess } from '../support/in-process.ts';

const run = (...args: readonly string[]) => runInProcess(args);

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
      ...['verify', 'inspect', 'analyze', 'explain', 'render', 'schema', 'demo'].map((command) => [command, '--help']),
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
    [['conect'], /no command "conect".*verify, inspect, analyze, explain, render, schema, demo/],
    [['__proto__'], /no command "__proto__"/],
    [['verify'], /no Region given/],
    [['verify', '--region', 'eu-west-2'], /no secret given/],
    [['verify', '--region', 'nowhere', '--secret-id', 'x'], /"nowhere" isn't a Region/],
    [['inspect', '--region', 'eu-west-2'], /say which client to check: --function NAME, or --subnet ID/],
    [['inspect', '--function', 'f', '--subnet', 'subnet-1'], /say which client to check/],
    [['inspect', '--function', 'f'], /no Region given/],
    [['inspect', 'vpce-1'], /takes only options, not "vpce-1"/],
    [['inspect', '--client', 'mac', '--function', 'f'], /--client takes lambda, linux, windows, not "mac"/],
    [['inspect', '--client', 'linux', '--function', 'f'], /--client is of no use with --function/],
    [['verify', 'prod/db', '--secret-id', 'x', '--region', 'eu-west-2'], /name the secret once/],
    [['demo', '--list', '--seed', '7', 'healthy-one-zone'], /--seed, healthy-one-zone: of no use beside --list/],
    [['demo', '--replay', '--seed', '7'], /--seed: of no use beside --replay/],
    [['demo', '--vantage', 'above'], /--vantage takes both or inside, not "above"/],
    [['verify', '--secret', 'x'], /Unknown option '--secret'/],
    [
      ['verify', '--secret-id', 'x', '--region', 'eu-west-2', '--timeout', 'soon'],
      /--timeout takes milliseconds.*"soon"/,
    ],
    [['verify', '--secret-id', 'x', '--region', 'eu-west-2', '--vpc-cidr', '10.0.0.0'], /isn't a CIDR/],
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
    [['demo', '--memory', '64'], /--memory takes 128, 256, 512, 1769, not "64"/],
    [['demo', '--memory', '128', '--replay'], /--memory needs a function that runs/],
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

describe('the list of scenarios', () => {
  test('is grouped by the layer that breaks, or JSON', async () => {
    const text = await run('demo', '--list');
    const json = JSON.parse((await run('demo', '--list', '--format', 'json')).stdout) as readonly {
      name: string;
      injects: string;
      expects: object;
    }[];
    const groups = text.stdout.split('\n\n').map((group) => group.split('\n')[0]);
    expect(groups).toEqual(expect.arrayContaining(['dns', 'no fault', 'sg']));
    expect(text.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text.stdout).toContain(`${json.length} scenarios`);
    for (const scenario of json) {
      expect(Object.keys(scenario)).toEqual(['name', 'injects', 'expects']);
      expect(Object.keys(scenario.expects)).toEqual(['verdict', 'rootCause']);
      expect(text.stdout).toContain(`${scenario.name} `);
    }
  });
});

describe('explain', () => {
  test("shows a finding's page", async () => {
    const page = await run('explain', 'dns/public-answer');
    expect(page).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^# The service's name resolves to public addresses/),
    });
  });

  test('without a code lists all of them', async () => {
    expect((await run('explain')).stdout).toMatch(/^ {2}tls\/rst +The connection is reset/m);
  });

  test.each([
    ['timeout', 'path/packets-dropped'],
    ['vpce', 'iam/vpce-implicit'],
    ['access denied', 'iam/identity-implicit'],
    ['FIS', 'sg/fault-experiment'],
    ['sts', 'credentials/sts-unreachable'],
  ])('of a word lists the findings that it stands in: %s', async (word, code) => {
    const { code: exit, stdout } = await run('explain', word);
    expect(exit).toBe(0);
    expect(stdout.split('\n').map((line) => line.split(' ', 1)[0])).toContain(code);
  });

  test('of a part of a longer word lists nothing by it', async () => {
    expect((await run('explain', 'sts')).stdout).not.toContain('dns/hosts-file');
  });

  test('of a layer lists its codes, those too that nothing checks yet', async () => {
    const { code, stdout } = await run('explain', 'route');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^route\/blackhole +A route to the endpoint/m);
    expect(stdout).toMatch(/^route\/firewall .*\(not checked yet\)$/m);
    expect(stdout).not.toMatch(/^dns\//m);
  });

  test('shows a page for a candidate that nothing checks yet', async () => {
    expect(await run('explain', 'route/firewall')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("doesn't check it yet"),
    });
  });

  test('without a code groups them by what people see', async () => {
    const { stdout } = await run('explain');
    const [hangs = ''] = stdout.split('\n\n').filter((group) => group.startsWith('It hangs until a timeout\n'));
    expect(hangs).toMatch(/^ {2}sg\/endpoint-ingress-missing /m);
    expect(hangs).not.toMatch(/^ {2}iam\//m);
  });

  test('--codes lists them for a shell', async () => {
    const { stdout } = await run('explain', '--codes');
    expect(stdout.trimEnd().split('\n').toSorted()).toEqual([...CHECKED_CODES, ...UNCHECKED_CODES].toSorted());
    expect((await run('explain', '--codes', 'dns')).code).toBe(64);
  });

  test.each([
    ['sg/endpoint-ingress-missng', /did you mean sg\/endpoint-ingress-missing\?/],
    ['nothing-like-it-at-all-really', /explain without a code lists them all/],
  ])('of %s says what may be meant', async (code, says) => {
    expect((await run('explain', code)).stderr).toMatch(says);
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
  ])('gives the same report as %s, and exits with 0, since it was rendered', async (format, golden) => {
    const { code, stdout } = await run('render', REPORT, '--format', format);
    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync(new URL(`../cases/public-answer-nat/${golden}`, import.meta.url), 'utf8'));
  });

  test.each([
    ['blocking', 1],
    ['never', 0],
  ])('with --fail-on %s exits with %i for a report that is bypassed', async (failOn, code) => {
    expect((await run('render', REPORT, '--fail-on', failOn)).code).toBe(code);
  });

  test('--json is --format json, and no other format', async () => {
    expect(await run('render', REPORT, '--json')).toEqual(await run('render', REPORT, '--format', 'json'));
    expect((await run('render', REPORT, '--json', '--format', 'junit')).code).toBe(64);
  });

  test.each([
    ['something else', '{"a":1}', /is not a report/],
    ['a newer report', '{"schema":9,"verdict":"connected","causes":[]}', /schema 9; this version reads schema 2/],
    ['no JSON', '{', /is not JSON/],
  ])('refuses %s in one sentence', async (name, content, says) => {
    const { code, stdout, stderr } = await run('render', file(`${name}.json`, content));
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(says);
  });
});
