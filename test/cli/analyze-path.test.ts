import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { describedFiles } from '../lab/lab.ts';
import { analyze, client, described, endpoint, folder, PATH, withGroups, world } from '../support/described-folder.ts';

describe('a way by files of configuration', () => {
  test('that is open exits 0, and stdout holds the contract alone', async () => {
    const { code, stdout, stderr } = await analyze(described('healthy'), ...PATH, '--format', 'json');
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
      analyze(source, ...PATH, '--format', 'json'),
      analyze(...renamed.toReversed(), ...PATH, '--format', 'json'),
    ]);
    expect(JSON.parse(fromFiles.stdout)).toEqual(JSON.parse(fromFolder.stdout));
    expect(fromFiles.code).toBe(0);
  });

  test('that the group of the endpoint closes exits 1 and says so', async () => {
    const path = described('closed', withGroups([]));
    const [json, text] = await Promise.all([analyze(path, ...PATH, '--format', 'json'), analyze(path, ...PATH)]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      predicted: 'closed',
      forward: 'closed',
      return: 'open',
      because: ['sg/endpoint-ingress-missing'],
    });
    expect(text.code).toBe(1);
    expect(text.stdout).toContain('✗ closed by configuration');
    const [finding] = JSON.parse(json.stdout).findings;
    expect(finding).toMatchObject({ code: 'sg/endpoint-ingress-missing', steps: [{ affects: 'endpoint' }] });
    expect(finding.steps[0].run).toEqual(expect.arrayContaining(['authorize-security-group-ingress', world.Region]));
    expect(text.stdout.replaceAll(/\s+/g, ' ')).toContain(`Because ${finding.summary}`);
    expect(text.stdout).toContain('aws ec2 authorize-security-group-ingress');
    expect(text.stdout).toContain('sg/endpoint-ingress-missing');
  });

  test('of which a file is missing exits 2 as unknown, and names what is missing', async () => {
    const path = described('no-acl', { 'describe-network-acls': undefined });
    const { code, stdout } = await analyze(path, ...PATH, '--format', 'json');
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
      ['linux', 'windows', 'lambda'].map(async (kind) => (await analyze(path, ...PATH, '--client', kind)).code),
    );
    expect(codes).toEqual([0, 0, 2]);
  });

  test('shows a file that is no description as a warning: in the report, and on stderr beside JSON', async () => {
    const path = described('with-notes', { notes: { note: 'not from AWS' } });
    const { code, stdout, stderr } = await analyze(path, ...PATH, '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).warnings).toEqual([expect.stringMatching(/notes\.json: not the output of/)]);
    expect(stderr).toMatch(/^warning: .*notes\.json: not the output of a describe call\n$/);
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
      const { code, stdout, stderr } = await analyze(path, ...PATH, '--format', format);
      expect(code).toBe(0);
      expect(stdout).toContain(' ignored: ');
      expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    },
  );
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
      analyze(path, ...PATH),
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
    const [text, json] = await Promise.all([analyze(path, ...PATH), analyze(path, ...PATH, '--format', 'json')]);
    expect([text.code, json.code]).toEqual([2, 2]);
    expect(JSON.parse(json.stdout)).toMatchObject({ predicted: 'open', endpoint: [{ code }] });
    expect(text.stdout).toContain(says);
    expect(text.stdout).toContain('! open by configuration');
  });
});
