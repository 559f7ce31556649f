import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { describeWorld } from '../lab/describe-world.ts';
import { drawWorld } from '../lab/draw-world.ts';
import { GOLDEN_SCENARIOS, goldenFolderOf, recordingFolderOf } from '../lab/recordings.ts';
import { runInProcess } from '../support/in-process.ts';
import type { Ended } from '../support/run-command.ts';

const analyze = (...args: readonly string[]) => runInProcess(['analyze', ...args]);

const world = drawWorld(1, { zones: 2 });
const client = world.NetworkInterfaces.client?.NetworkInterfaceId ?? '';
const endpoint = world.VpcEndpoint.VpcEndpointId;
const WAY = ['--from', client, '--to', endpoint, '--port', '443'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'analyze-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A folder with the world's description, but for the documents that are given anew; undefined leaves one out. */
function described(name: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [call, content] of Object.entries({ ...describeWorld(world), ...changes })) {
    if (content !== undefined) writeFileSync(join(path, `${call}.json`), JSON.stringify(content));
  }
  return path;
}

const withGroups = (endpointIngress: readonly object[]) => ({
  'describe-security-groups': {
    SecurityGroups: [world.SecurityGroups.client, { ...world.SecurityGroups.endpoint, IpPermissions: endpointIngress }],
  },
});

describe('a way by files of configuration', () => {
  test('that is open exits 0, and stdout holds the contract alone', async () => {
    const { code, stdout, stderr } = await analyze(described('healthy'), ...WAY, '--format', 'json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ schema: 1, predicted: 'open', forward: 'open', return: 'open', because: [] });
    expect(report.warnings).toEqual([]);
    expect(report.path.hops.length).toBeGreaterThanOrEqual(2);
    for (const hop of report.path.hops) {
      expect(hop).toMatchObject({ effect: 'allow', shows: expect.any(String), resources: [expect.any(String)] });
      expect(['security-group', 'network-acl', 'route-table']).toContain(hop.kind);
      expect(['in', 'out']).toContain(hop.direction);
    }
  });

  test('is the same from files with other names, one by one and in any order', async () => {
    const source = described('named');
    const renamed = readdirSync(source).map((name, index) => {
      const path = join(folder, `${index}.txt`);
      cpSync(join(source, name), path);
      return path;
    });
    const [fromFolder, fromFiles] = await Promise.all([
      analyze(source, ...WAY, '--format', 'json'),
      analyze(...renamed.toReversed(), ...WAY, '--format', 'json'),
    ]);
    expect(JSON.parse(fromFiles.stdout)).toEqual(JSON.parse(fromFolder.stdout));
    expect(fromFiles.code).toBe(0);
  });

  test('that the group of the endpoint closes exits 1 and says so', async () => {
    const path = described('closed', withGroups([]));
    const [json, text] = await Promise.all([analyze(path, ...WAY, '--format', 'json'), analyze(path, ...WAY)]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      predicted: 'closed',
      forward: 'closed',
      return: 'open',
      because: ['sg/endpoint-ingress-missing'],
    });
    expect(text.code).toBe(1);
    expect(text.stdout).toContain('✗ closed by configuration');
    expect(text.stdout).toContain('sg/endpoint-ingress-missing');
  });

  test('of which a file is missing exits 2 as unknown, and names what is missing', async () => {
    const path = described('no-acl', { 'describe-network-acls': undefined });
    const { code, stdout } = await analyze(path, ...WAY, '--format', 'json');
    const report = JSON.parse(stdout);
    expect(code).toBe(2);
    expect(report).toMatchObject({ predicted: 'unknown', because: [] });
    expect(report.path.hops).toContainEqual(
      expect.objectContaining({ kind: 'network-acl', effect: 'unknown', resources: [] }),
    );
  });

  test('that a part of the subnet alone may go exits 2 as mixed', async () => {
    const { SubnetId, CidrBlock } = Object.values(world.Subnets)[0] ?? { SubnetId: '', CidrBlock: '' };
    const half = {
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      IpRanges: [{ CidrIp: CidrBlock.replace('/24', '/25') }],
    };
    const path = described('half', withGroups([half]));
    const { code, stdout } = await analyze(
      path,
      '--from',
      SubnetId,
      '--to',
      endpoint,
      '--port',
      '443',
      '--format',
      'json',
    );
    const report = JSON.parse(stdout);
    expect(code).toBe(2);
    expect(report.because).toContain('sg/ingress-cidr-excludes-subnet');
    expect(JSON.stringify(report)).toContain(`passes only for ${CidrBlock.replace('/24', '/25')}`);
  });

  test('depends on the client for the ports of its replies', async () => {
    const entries = (From: number, To: number, Egress: boolean) => ({
      ...{ RuleNumber: 100, Egress, RuleAction: 'allow', Protocol: '6', CidrBlock: '0.0.0.0/0' },
      PortRange: { From, To },
    });
    const acl = Object.values(world.NetworkAcls)[0];
    const NetworkAcls = [
      {
        NetworkAclId: acl?.NetworkAclId,
        Associations: acl?.SubnetIds.map((SubnetId) => ({ SubnetId })),
        Entries: [false, true].flatMap((Egress) => [
          { ...entries(443, 443, Egress), RuleNumber: 90 },
          entries(32_768, 65_535, Egress),
        ]),
      },
    ];
    const path = described('ephemeral', { 'describe-network-acls': { NetworkAcls } });
    const codes = await Promise.all(
      ['linux', 'windows', 'lambda'].map(async (kind) => (await analyze(path, ...WAY, '--client', kind)).code),
    );
    expect(codes).toEqual([0, 0, 2]);
  });

  test('shows a file that is no description as a warning: in the report, and on stderr beside JSON', async () => {
    const path = described('with-notes', { notes: { note: 'not from AWS' } });
    const { code, stdout, stderr } = await analyze(path, ...WAY, '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).warnings).toEqual([expect.stringMatching(/notes\.json: is not the output of/)]);
    expect(stderr).toMatch(/^warning: .*notes\.json: is not the output of a describe call\n$/);
  });

  test.each(['text', 'json'])(
    'never lets control characters of a file through to the terminal, as %s',
    async (format) => {
      const broken = { RouteTables: [{ RouteTableId: { text: '\u001b[2J' } }] };
      const odd = {
        NetworkAcls: [
          { NetworkAclId: 'acl-1', Entries: [{ RuleNumber: 1, Egress: true, RuleAction: '\u001b[2J', Protocol: '6' }] },
        ],
      };
      const path = described(`hostile-${format}`, { hostile: { ...broken, ...odd } });
      const { code, stdout, stderr } = await analyze(path, ...WAY, '--format', format);
      expect(code).toBe(0);
      expect(stdout).toContain('is left out');
      expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    },
  );
});

describe('recorded facts', () => {
  const EXIT_CODES: Readonly<Record<string, number>> = { connected: 0, broken: 1, bypassed: 1, unproven: 2 };

  test.each(GOLDEN_SCENARIOS)('of %s, from both vantages, are judged as one world, in either order', async (name) => {
    const [inside, outside] = ['inside.json', 'outside.json'].map((file) => join(recordingFolderOf(name), file));
    const facts = name.length % 2 === 0 ? [inside, outside] : [outside, inside];
    const recorded = JSON.parse(readFileSync(join(goldenFolderOf(name), 'report.json'), 'utf8'));
    const { code, stdout, stderr } = await analyze(...(facts as string[]), '--format', 'json');
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ schema: 1, verdict: recorded.verdict, rootCause: recorded.rootCause });
    expect(report.vantage.kind).toBe('offline');
    expect({ code, stderr }).toEqual({ code: EXIT_CODES[recorded.verdict], stderr: '' });
  });

  test('of one vantage alone are judged for what it saw, as text by default', async () => {
    const inside = await analyze(join(recordingFolderOf('endpoint-group-closed'), 'inside.json'));
    expect(inside.code).toBe(1);
    expect(inside.stdout).toContain('✗ broken · root cause path/packets-dropped');
    const outside = await analyze(join(recordingFolderOf('endpoint-group-closed'), 'outside.json'));
    expect(outside.code).toBe(1);
    expect(outside.stdout).toContain('✗ broken · root cause sg/endpoint-ingress-missing');
    const healthy = await analyze(join(recordingFolderOf('healthy-two-zones'), 'outside.json'));
    expect(healthy.code).toBe(0);
    expect(healthy.stdout).toContain('no packet was sent, so that nothing is proven');
  });

  test('of two places inside are no one world', async () => {
    const inside = join(recordingFolderOf('healthy-two-zones'), 'inside.json');
    const { code, stderr } = await analyze(inside, inside);
    expect(code).toBe(64);
    expect(stderr).toMatch(/one from inside \(verify\) and one from outside \(inspect\)/);
  });
});

describe('wrong use is one sentence on stderr, exit code 64, and nothing on stdout', () => {
  const expectWrongUse = ({ code, stdout, stderr }: Ended, says: RegExp) => {
    expect({ code, stdout, stderr }).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(says) });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  };

  let path: string;
  beforeAll(() => {
    path = described('used-wrongly');
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no way', [], /--from, --to and --port say which path/],
    ['no port', ['--from', client, '--to', endpoint], /--from, --to and --port/],
    ['no start', ['--to', endpoint, '--port', '443'], /--from, --to and --port/],
    ['port 0', [...WAY, '--port', '0'], /--port takes a number from 1 to 65535, not "0"/],
    ['port 65536', [...WAY, '--port', '65536'], /not "65536"/],
    ['a port by name', [...WAY, '--port', 'https'], /not "https"/],
    ['half a port', [...WAY, '--port', '443.5'], /not "443.5"/],
    ['an empty port', [...WAY, '--port', ''], /not ""/],
    ['another protocol', [...WAY, '--protocol', 'icmp'], /--protocol takes tcp or udp, not "icmp"/],
    ['another client', [...WAY, '--client', 'mac'], /--client takes lambda, linux, windows, not "mac"/],
    ['a client that every object has', [...WAY, '--client', 'constructor'], /--client takes lambda/],
    ['another format', [...WAY, '--format', 'yaml'], /no format "yaml"; there are text/],
    ['a format that ways do not have', [...WAY, '--format', 'junit'], /junit/],
    ['an unknown option', [...WAY, '--secret', 'x'], /Unknown option '--secret'/],
    ['a start that no file holds', [...WAY, '--from', 'eni-0'], /--from: no file holds the network interface eni-0/],
    ['an end that no file holds', [...WAY, '--to', 'vpce-0'], /--to: no file holds the VPC endpoint vpce-0/],
    ['an end that is none', [...WAY, '--to', 'example.com'], /--to: "example\.com" is no network interface/],
    ['ends of two families', [...WAY, '--from', '2001:db8::7'], /addresses of different families/],
  ])('%s', async (_, args, says) => {
    expectWrongUse(await analyze(path, ...args), says);
  });

  test('no file', async () => {
    expectWrongUse(await analyze(...WAY), /name at least one file or folder/);
  });

  test.each<[string, string, RegExp]>([
    ['that is not JSON', 'nonsense', /is not JSON/],
    ['of facts of another schema', '{"schema":2,"observations":{}}', /facts of schema 2; this version reads 1/],
    ['of facts about nothing', '{"schema":1,"observations":{}}', /does not say what it is about/],
    ['of facts that are null', '{"schema":1,"observations":null}', /does not say what it is about/],
    [
      'of facts about null',
      '{"schema":1,"observations":{"target":{"state":"seen","value":null},"vantage":{"state":"seen","value":null}}}',
      /does not say what it is about/,
    ],
  ])('a file %s', async (name, content, says) => {
    const wrong = join(folder, `${name}.json`);
    writeFileSync(wrong, content);
    expectWrongUse(await analyze(wrong), says);
  });

  test('a file that is not there', async () => {
    expectWrongUse(await analyze(join(folder, 'absent.json'), ...WAY), /absent\.json cannot be read \(ENOENT\)/);
  });

  test('a folder without JSON', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    expectWrongUse(await analyze(empty, ...WAY), /empty holds no \.json file/);
  });
});

test('help teaches by example and exits 0', async () => {
  const { code, stdout, stderr } = await analyze('--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('vpce-doctor analyze facts.json');
});

test('recorded facts take no option that says whose path to rule on, and say which were given', async () => {
  const path = `${recordingFolderOf('healthy-two-zones')}/inside.json`;
  const { code, stdout, stderr } = await analyze(path, '--from', 'eni-nonsense', '--to', 'nowhere', '--port', '99999');
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toMatch(/--from, --to, --port: for files of configuration alone/);
});
