import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { drawWorld } from '../lab/draw-world.ts';
import { describedFiles } from '../lab/lab.ts';
import { GOLDEN_SCENARIOS, goldenFolderOf, RECORDED_SEED, recordingFolderOf } from '../lab/recordings.ts';
import { findScenario, worldOf } from '../lab/scenario.ts';
import { runInProcess } from '../support/in-process.ts';
import type { Ended } from '../support/run-command.ts';

const analyze = (...args: readonly string[]) => runInProcess(['analyze', ...args]);

const world = drawWorld(1, { zones: 2 });
const client = world.NetworkInterfaces.client?.NetworkInterfaceId ?? '';
const endpoint = world.VpcEndpoint.VpcEndpointId;
const WAY = ['--from', client, '--to', endpoint, '--port', '443'];
const subnet = world.NetworkInterfaces.client?.SubnetId ?? '';
const group = world.NetworkInterfaces.client?.Groups[0]?.GroupId ?? '';
const PLACE = ['--subnet', subnet, '--security-group', group, '--endpoint-id', endpoint];

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
  for (const [call, content] of Object.entries({ ...describedFiles(world), ...changes })) {
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
    expect(report).toMatchObject({
      ...{ schema: 2, kind: 'offline', predicted: 'open', forward: 'open', return: 'open' },
      ...{ because: [], endpoint: [], warnings: [] },
    });
    const hops = report.paths.flatMap((one: { hops: readonly object[] }) => one.hops);
    expect(hops.length).toBeGreaterThanOrEqual(2);
    for (const hop of hops) {
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
    expect(report.paths.flatMap((one: { hops: readonly object[] }) => one.hops)).toContainEqual(
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
    expect(report).toMatchObject({ schema: 2, verdict: recorded.verdict, rootCause: recorded.rootCause });
    expect(report.kind).toBe('offline');
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

  test('twice the same are one run', async () => {
    const inside = join(recordingFolderOf('healthy-two-zones'), 'inside.json');
    const { code, stdout } = await analyze(inside, inside, '--format', 'json');
    expect({ code, runs: JSON.parse(stdout).runs.length }).toEqual({ code: 0, runs: 1 });
  });

  test('of two places are two runs, and the worst of them is what both amount to', async () => {
    const [healthy, broken] = ['healthy-two-zones', 'endpoint-group-closed'].map((name) =>
      readFileSync(join(recordingFolderOf(name), 'inside.json'), 'utf8'),
    ) as [string, string];
    const elsewhere = join(folder, 'elsewhere.json');
    writeFileSync(elsewhere, healthy.replaceAll(/subnet-06666386a26df62fe/g, 'subnet-0bbbbbbbbbbbbbbbb'));
    const file = join(folder, 'broken.json');
    writeFileSync(file, broken);
    const { code, stdout } = await analyze(elsewhere, file, '--format', 'json');
    const report = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(report).toMatchObject({ verdict: 'broken', rootCause: 'path/packets-dropped' });
    expect(report.because).toMatch(/^In 1 of 2 runs: /);
    expect(report.runs.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['broken', 'connected']);
    expect(report.causes[0].runs).toEqual([0]);
    expect(new Set(report.paths.map(({ id }: { id: string }) => id)).size).toBe(report.paths.length);
  });

  test('are written as one, where that is asked for, and judged the same again', async () => {
    const files = ['inside.json', 'outside.json'].map((file) => join(recordingFolderOf('endpoint-group-closed'), file));
    const both = join(folder, 'both.json');
    const first = await analyze(...files, '--format', 'json', '--record', both);
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 1, stderr: '' });
    expect((await analyze(both, '--format', 'json')).stdout).toBe(first.stdout);
    const anonymous = join(folder, 'anonymous.json');
    await analyze(...files, '--record', anonymous, '--anonymous');
    const again = JSON.parse((await analyze(anonymous, '--format', 'json')).stdout);
    expect(again).toMatchObject({ verdict: 'broken', rootCause: 'sg/endpoint-ingress-missing' });
    expect(JSON.stringify(again)).not.toContain('sg-0d66e45673a511884');
  });
});

describe('the whole catalogue, on what the AWS CLI described', () => {
  const PLACES = [PLACE, ['--function', 'verify-private-a']];
  const judged = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await analyze(...args, '--format', 'json');
    return { code, stderr, report: JSON.parse(stdout) };
  };

  test('leaves a healthy network green, by subnet and group as by function', async () => {
    const path = described('whole');
    for (const place of PLACES) {
      const { code, stderr, report } = await judged(path, ...place);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(report).toMatchObject({ schema: 2, kind: 'offline', verdict: 'unproven', predicted: 'open', unread: [] });
      expect(report.runs).toMatchObject([{ place: 'outside', target: { region: world.Region } }]);
    }
  });

  test('names the rule that closes the path, with the fix, by subnet and group as by function', async () => {
    const path = described('whole-closed', withGroups([]));
    for (const place of PLACES) {
      const { code, stderr, report } = await judged(path, ...place);
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      expect(report).toMatchObject({
        verdict: 'broken',
        predicted: 'closed',
        rootCause: 'sg/endpoint-ingress-missing',
      });
      expect(report.causes[0].resources).toContain(world.SecurityGroups.endpoint?.GroupId);
      expect(report.causes[0].fixes[0].run).toContain('authorize-security-group-ingress');
    }
  });

  test('is about a function by its ARN, and not about one of two that share a name', async () => {
    const { 'get-function-configuration': own } = describedFiles(world) as Record<string, { FunctionName: string }>;
    const [here, there] = ['111122223333', '444455556666'].map(
      (account) => `arn:aws:lambda:${world.Region}:${account}:function:verify-private-a`,
    ) as [string, string];
    const path = described('functions', {
      'get-function-configuration': { ...own, FunctionArn: here },
      'get-function-configuration-other': { ...own, FunctionArn: there, VpcConfig: { VpcId: '', SubnetIds: [] } },
    });
    expect((await judged(path, '--function', here)).report).toMatchObject({ predicted: 'open' });
    const { code, stderr } = await analyze(path, '--function', 'verify-private-a');
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringMatching(/several functions .*: give its ARN/) });
  });

  test('does not find a group that no file holds', async () => {
    const { code, stderr } = await analyze(described('group'), '--subnet', subnet, '--security-group', 'sg-0none');
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringMatching(/no file holds sg-0none/) });
  });

  test.each(['describe-network-acls', 'describe-vpcs', 'describe-dhcp-options', 'describe-vpc-endpoints'])(
    'without %s is not green, and says which call would tell',
    async (missing) => {
      const { code, report } = await judged(described(`without-${missing}`, { [missing]: undefined }), ...PLACE);
      expect(code).toBe(2);
      expect(JSON.stringify(report.unread)).toContain(`no file holds the output of aws ec2 ${missing}`);
    },
  );

  test('is about the place that a recording is about, where it lies beside one', async () => {
    const inside = join(recordingFolderOf('endpoint-group-closed'), 'inside.json');
    const recorded = worldOf(await findScenario('endpoint-group-closed'), RECORDED_SEED);
    const path = described('beside', describedFiles(recorded));
    const { code, report } = await judged(inside, path);
    expect(code).toBe(1);
    expect(report).toMatchObject({ verdict: 'broken', rootCause: 'sg/endpoint-ingress-missing' });
    expect(report.runs).toHaveLength(1);
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'whose place',
      [],
      /say whose place to judge, --function NAME or --subnet ID and --security-group ID; or one path/,
    ],
    ['groups', ['--subnet', subnet], /--subnet ID and --security-group ID/],
    ['a subnet that is there', ['--subnet', 'subnet-0none', '--security-group', group], /no file holds subnet-0none/],
    ['a function that is there', ['--function', 'bills'], /no file describes bills \(aws lambda get-function-conf/],
    [
      'one kind of question',
      [...PLACE, '--from', client, '--to', endpoint],
      /--endpoint-id, --subnet.*--from and --to say all/,
    ],
    [
      'a Region that the files tell of',
      [...PLACE, '--region', 'xx-nowhere-1'],
      /--region: the files tell of [a-z0-9-]+, not of xx-nowhere-1/,
    ],
    [
      'the place that an endpoint is for',
      ['--endpoint-id', endpoint],
      /--endpoint-id: for a place that --function or --subnet/,
    ],
    ['both ends of a path', ['--from', client], /--from and --to together say which path/],
  ])('asks for %s in one sentence', async (name, args, says) => {
    const { code, stdout, stderr } = await analyze(described(`asks-${name.replaceAll(' ', '-')}`), ...args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('a path to an endpoint', () => {
  const { VpcEndpoints = [] } = describedFiles(world)['describe-vpc-endpoints'] as { VpcEndpoints?: readonly object[] };
  const changed = (change: object) => ({
    'describe-vpc-endpoints': {
      VpcEndpoints: VpcEndpoints.map((one) =>
        (one as { VpcEndpointId?: string }).VpcEndpointId === endpoint ? { ...one, ...change } : one,
      ),
    },
  });

  test('is about port 443 where none is named', async () => {
    const path = described('port');
    const [named, unnamed] = await Promise.all([
      analyze(path, ...WAY),
      analyze(path, '--from', client, '--to', endpoint),
    ]);
    expect(unnamed).toEqual(named);
  });

  test.each<[string, object, string, string]>([
    ['private DNS is off', { PrivateDnsEnabled: false }, 'dns/private-dns-off', 'private DNS is off'],
    [
      'it is of another service',
      { ServiceName: `com.amazonaws.${world.Region}.ssm` },
      'endpoint/wrong-service',
      '.ssm, not of',
    ],
    ['it is not there yet', { State: 'pending' }, 'endpoint/pending', 'its state is pending'],
    ['it is gone', { State: 'deleting' }, 'endpoint/deleted', 'its state is deleting'],
  ])('that is open is not green where %s', async (name, change, code, says) => {
    const path = described(`endpoint-${name.replaceAll(' ', '-')}`, changed(change));
    const [text, json] = await Promise.all([analyze(path, ...WAY), analyze(path, ...WAY, '--format', 'json')]);
    expect([text.code, json.code]).toEqual([2, 2]);
    expect(JSON.parse(json.stdout)).toMatchObject({ predicted: 'open', endpoint: [{ code }] });
    expect(text.stdout).toContain(says);
    expect(text.stdout).toContain('! open by configuration');
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
    ['no end', ['--from', client], /--from and --to together say which path/],
    ['no start', ['--to', endpoint, '--port', '443'], /--from and --to together/],
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
    ['a port of no path', [...PLACE, '--port', '443'], /--subnet, --security-group: for the whole analysis/],
    ['a recording of one path', [...WAY, '--record', 'facts.json'], /--record: for the whole analysis/],
    ['tokens in no recording', [...PLACE, '--anonymous'], /--anonymous says how to write --record FILE/],
    ['a kind of function', ['--function', 'f', '--client', 'linux'], /--client says nothing beside --function/],
  ])('%s', async (_, args, says) => {
    expectWrongUse(await analyze(path, ...args), says);
  });

  test('no file', async () => {
    expectWrongUse(await analyze(...WAY), /name at least one file or folder/);
  });

  test.each<[string, string, RegExp]>([
    ['that is not JSON', 'nonsense', /is not JSON/],
    ['of facts of another schema', '{"schema":3,"runs":[]}', /facts of schema 3; this version reads 1 and 2/],
    ['of facts without a run', '{"schema":2,"runs":[]}', /is damaged, or was written by another version/],
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

  test.each<[string, string, string]>([
    [
      'plan.json',
      '{"format_version":"1.2","terraform_version":"1.9.0","planned_values":{},"resource_changes":[]}',
      'a Terraform plan',
    ],
    ['terraform.tfstate', '{"version":4,"terraform_version":"1.9.0","resources":[]}', 'a Terraform state'],
    ['main.tf', 'resource "aws_vpc_endpoint" "sm" {\n  vpc_id = "vpc-0123"\n}\n', 'Terraform code'],
    [
      'template.json',
      '{"Resources":{"SmEndpoint":{"Type":"AWS::EC2::VPCEndpoint","Properties":{}}}}',
      'a CloudFormation template',
    ],
    ['template.yaml', 'Resources:\n  Sm:\n    Type: AWS::EC2::VPCEndpoint\n', 'a CloudFormation template'],
    [
      'trail.json',
      '{"Records":[{"eventName":"GetSecretValue","errorCode":"VpceAccessDenied"}]}',
      'a trail of CloudTrail',
    ],
  ])("somebody else's document: %s", async (name, content, is) => {
    const foreign = join(folder, name);
    writeFileSync(foreign, content);
    const says = new RegExp(`${name} is ${is}, which is not read here; .*AWS CLI: aws ec2 describe-vpcs`);
    for (const asked of [WAY, PLACE]) expectWrongUse(await analyze(path, foreign, ...asked), says);
    expectWrongUse(await analyze(foreign), says);
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

test.each<[readonly string[], RegExp]>([
  [['--from', 'eni-nonsense', '--to', 'nowhere', '--port', '99999'], /--from, --to, --port: for files of conf/],
  [['--function', 'orders'], /--function: recorded facts say themselves/],
  [['--subnet', 'subnet-1', '--security-group', 'sg-1'], /--subnet, --security-group: recorded facts say themselves/],
  [['--endpoint-id', endpoint, '--secret-id', 'prod/db'], /--endpoint-id, --secret-id: recorded facts say themselves/],
  [['--client', 'linux'], /--client: recorded facts say themselves/],
  [['--region', 'eu-west-2'], /--region: recorded facts say themselves/],
])('recorded facts say themselves whose path they are about, and take no %j', async (options, says) => {
  const { code, stdout, stderr } = await analyze(`${recordingFolderOf('healthy-two-zones')}/inside.json`, ...options);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toMatch(says);
});
