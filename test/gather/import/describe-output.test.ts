import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { importDescribeOutput } from '../../../lib/gather/import/describe-output.ts';

/** What is imported from these documents, each in a file of that name. */
const imported = (documents: Readonly<Record<string, unknown>>) =>
  importDescribeOutput(Object.entries(documents).map(([name, content]) => ({ name, content })));

const rule = (cidr: string) => ({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: cidr }] });
const group = (GroupId: string, over: object = {}) => ({ GroupId, IpPermissions: [rule('10.0.7.0/24')], ...over });
const referencing = (list: string) =>
  group('sg-1', { IpPermissions: [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: list }] }] });
const ENTRIES = { Entries: [{ Cidr: '10.0.7.0/24', Description: 'clients' }, { Cidr: '10.0.8.0/24' }] };
const CIDRS = ['10.0.7.0/24', '10.0.8.0/24'];

describe('a document is recognised by its key, whatever the name of its file', () => {
  test.each([
    ['Vpcs', 'vpcs', { VpcId: 'vpc-1' }],
    ['DhcpOptions', 'dhcpOptions', { DhcpOptionsId: 'dopt-1' }],
    ['SecurityGroups', 'securityGroups', { GroupId: 'sg-1' }],
    ['NetworkAcls', 'networkAcls', { NetworkAclId: 'acl-1' }],
    ['RouteTables', 'routeTables', { RouteTableId: 'rtb-1' }],
    ['Subnets', 'subnets', { SubnetId: 'subnet-1' }],
    ['NetworkInterfaces', 'networkInterfaces', { NetworkInterfaceId: 'eni-1' }],
    ['VpcEndpoints', 'vpcEndpoints', { VpcEndpointId: 'vpce-1' }],
  ] as const)('%s', (key, place, item) => {
    const { described, warnings } = imported({ 'holiday photos.txt': { [key]: [item] } });
    expect(warnings).toEqual([]);
    expect(described[place]).toEqual([expect.objectContaining(item)]);
    const others = Object.entries(described).filter(([name]) => name !== place);
    expect(others.every(([, items]) => items.length === 0)).toBe(true);
  });

  test.each([
    ['as one action of it spells it', { Key: 'managedByFIS', Value: 'true' }, [{ Key: 'managedByFIS' }]],
    ['as the other does', { Key: 'managedbyFIS', Value: 'EXP1' }, [{ Key: 'managedbyFIS' }]],
    ['without a value', { Key: 'managedByFIS' }, [{ Key: 'managedByFIS' }]],
    ['said to be false', { Key: 'managedByFIS', Value: 'False' }, undefined],
    ['of another name', { Key: 'managedByFISTeam', Value: 'true' }, undefined],
  ])("of tags only an experiment's is kept: %s", (_, tag, Tags) => {
    const { described, warnings } = imported({
      'groups.json': { SecurityGroups: [group('sg-1', { Tags: [{ Key: 'Owner', Value: 'Jane' }, tag] })] },
      'acls.json': { NetworkAcls: [{ NetworkAclId: 'acl-1', Tags: [tag, { Key: 'Owner', Value: 'Jane' }] }] },
    });
    expect(warnings).toEqual([]);
    expect([described.securityGroups, described.networkAcls].map(([one]) => one?.Tags)).toEqual([Tags, Tags]);
    expect(JSON.stringify(described)).not.toContain('Jane');
  });

  test('several kinds in one file are all read', () => {
    const { described, warnings } = imported({
      'all.json': { Subnets: [{ SubnetId: 'subnet-1' }], SecurityGroups: [group('sg-1')], NextToken: 'abc' },
    });
    expect(described.subnets).toHaveLength(1);
    expect(described.securityGroups).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  test('the same kind in several files is read together, and each resource once', () => {
    const { described } = imported({
      'one.json': { Subnets: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }] },
      'two.json': { Subnets: [{ SubnetId: 'subnet-2' }, { SubnetId: 'subnet-3' }] },
    });
    expect(described.subnets.map((one) => one.SubnetId)).toEqual(['subnet-1', 'subnet-2', 'subnet-3']);
  });

  test.each([[{}], [[]], [null], [7], ['SecurityGroups'], [{ Subnets: null }], [{ Subnets: {} }]])(
    '%j is none, and the warning names the file',
    (content) => {
      const { described, warnings } = imported({ 'notes.json': content });
      expect(Object.values(described).flat()).toEqual([]);
      expect(warnings).toEqual(['notes.json: not the output of a describe call']);
    },
  );

  test('the output of another describe call is passed over without a word', () => {
    const { described, warnings } = imported({ 'tgw.json': { TransitGateways: [{ TransitGatewayId: 'tgw-1' }] } });
    expect(Object.values(described).flat()).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test('an empty list is nothing to warn of', () => {
    expect(imported({ 'subnets.json': { Subnets: [] } }).warnings).toEqual([]);
  });
});

describe('a resource', () => {
  test('keeps what rulings read, and loses the rest', () => {
    const { described } = imported({
      'sg.json': { SecurityGroups: [{ ...group('sg-1'), OwnerId: '1', Tags: [{ Key: 'k' }], VpcId: 'vpc-1' }] },
    });
    expect(described.securityGroups).toEqual([
      {
        GroupId: 'sg-1',
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 443,
            ToPort: 443,
            IpRanges: [{ CidrIp: '10.0.7.0/24' }],
            Ipv6Ranges: [],
            UserIdGroupPairs: [],
            PrefixListIds: [],
          },
        ],
        IpPermissionsEgress: [],
      },
    ]);
  });

  test('may have null where the AWS CLI writes nothing', () => {
    const nulls = { IpProtocol: '-1', FromPort: null, ToPort: null, Ipv6Ranges: null, IpRanges: [{ CidrIp: '::/0' }] };
    const { described, warnings } = imported({
      'sg.json': { SecurityGroups: [group('sg-1', { IpPermissions: [nulls], IpPermissionsEgress: null })] },
      'rtb.json': {
        RouteTables: [
          {
            RouteTableId: 'rtb-1',
            Associations: null,
            Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: null }],
          },
        ],
      },
    });
    expect(warnings).toEqual([]);
    expect(described.securityGroups[0]).toMatchObject({
      IpPermissions: [{ IpProtocol: '-1', Ipv6Ranges: [] }],
      IpPermissionsEgress: [],
    });
    expect(described.routeTables[0]).toEqual({
      RouteTableId: 'rtb-1',
      Associations: [],
      Routes: [{ DestinationCidrBlock: '10.0.0.0/16' }],
    });
  });

  test.each<[string, string, object, object, string]>([
    ['without its id', 'Subnets', {}, { SubnetId: 'subnet-1' }, 'SubnetId'],
    ['with an id that is no text', 'SecurityGroups', { GroupId: 7 }, { GroupId: 'sg-1' }, 'GroupId'],
    [
      'with a broken part',
      'NetworkAcls',
      { NetworkAclId: 'acl-2', Entries: [{ RuleNumber: '100' }] },
      { NetworkAclId: 'acl-1' },
      'Entries.0.RuleNumber',
    ],
    [
      'with an unknown action',
      'NetworkAcls',
      { NetworkAclId: 'acl-2', Entries: [{ RuleNumber: 1, Egress: true, RuleAction: 'Allow', Protocol: '-1' }] },
      { NetworkAclId: 'acl-1' },
      'Entries.0.RuleAction',
    ],
  ])('%s is left out with a warning that says where, and the rest is kept', (_, key, broken, good, where) => {
    const { described, warnings } = imported({ 'x.json': { [key]: [good, broken] } });
    expect(warnings).toEqual([expect.stringContaining(`x.json: ${key}[1] ignored: at "${where}": is`)]);
    expect(Object.values(described).flat()).toEqual([expect.objectContaining(good)]);
  });

  test.each([[null], [7], ['sg-1'], [[]]])('that is %j is left out with a warning', (item) => {
    const { described, warnings } = imported({ 'x.json': { SecurityGroups: [item, group('sg-1')] } });
    expect(warnings).toEqual([expect.stringContaining('x.json: SecurityGroups[0] ignored')]);
    expect(described.securityGroups).toHaveLength(1);
  });
});

describe('the single rules of groups', () => {
  const single = (over: object) => ({ GroupId: 'sg-1', IsEgress: false, IpProtocol: 'tcp', FromPort: 443, ...over });
  const nobody = { IpRanges: [], Ipv6Ranges: [], UserIdGroupPairs: [], PrefixListIds: [] };

  test('alone make up their groups, each direction apart', () => {
    const { described, warnings } = imported({
      'rules.json': {
        SecurityGroupRules: [
          single({ ToPort: 443, CidrIpv4: '10.0.7.0/24' }),
          single({ ToPort: 443, CidrIpv6: '2001:db8::/64' }),
          single({ IsEgress: true, ToPort: 443, ReferencedGroupInfo: { GroupId: 'sg-2', UserId: '1' } }),
          single({ GroupId: 'sg-2', ToPort: 443, PrefixListId: 'pl-1' }),
        ],
      },
    });
    expect(warnings).toEqual([]);
    const tcp = { ...nobody, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    expect(described.securityGroups).toEqual([
      {
        GroupId: 'sg-1',
        IpPermissions: [
          { ...tcp, IpRanges: [{ CidrIp: '10.0.7.0/24' }] },
          { ...tcp, Ipv6Ranges: [{ CidrIpv6: '2001:db8::/64' }] },
        ],
        IpPermissionsEgress: [{ ...tcp, UserIdGroupPairs: [{ GroupId: 'sg-2' }] }],
      },
      {
        GroupId: 'sg-2',
        IpPermissions: [{ ...tcp, PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
        IpPermissionsEgress: [],
      },
    ]);
  });

  test('add nothing to a group that is given whole, and still make up the others', () => {
    const { described } = imported({
      'rules.json': {
        SecurityGroupRules: [
          single({ CidrIpv4: '0.0.0.0/0' }),
          single({ GroupId: 'sg-2', CidrIpv4: '192.168.0.0/16' }),
        ],
      },
      'sg.json': { SecurityGroups: [group('sg-1')] },
    });
    const blocks = described.securityGroups.map(({ GroupId, IpPermissions }) => [
      GroupId,
      IpPermissions.flatMap((one) => one.IpRanges.map(({ CidrIp }) => CidrIp)),
    ]);
    expect(blocks).toEqual([
      ['sg-1', ['10.0.7.0/24']],
      ['sg-2', ['192.168.0.0/16']],
    ]);
  });
});

describe('the entries of a prefix list', () => {
  test('belong to the list after which their file is named', () => {
    const { described, warnings } = imported({ 'described/pl-0abc.json': ENTRIES });
    expect(described.prefixLists).toEqual([{ PrefixListId: 'pl-0abc', Cidrs: CIDRS }]);
    expect(warnings).toEqual([]);
  });

  test('belong to the only list that a group names and no file holds', () => {
    const { described, warnings } = imported({
      'entries.json': ENTRIES,
      'sg.json': { SecurityGroups: [referencing('pl-0abc')] },
    });
    expect(described.prefixLists).toEqual([{ PrefixListId: 'pl-0abc', Cidrs: CIDRS }]);
    expect(warnings).toEqual([]);
  });

  test('belong to the only list that a route names and no file holds', () => {
    const { described } = imported({
      'entries.json': ENTRIES,
      'rtb.json': { RouteTables: [{ RouteTableId: 'rtb-1', Routes: [{ DestinationPrefixListId: 'pl-0abc' }] }] },
    });
    expect(described.prefixLists).toEqual([{ PrefixListId: 'pl-0abc', Cidrs: CIDRS }]);
  });

  test.each([
    ['no group names a list', [group('sg-1')]],
    ['groups name two', [referencing('pl-0abc'), { ...referencing('pl-0def'), GroupId: 'sg-2' }]],
  ])('are left out with a warning that says what to do, where %s', (_, SecurityGroups) => {
    const { described, warnings } = imported({ 'entries.json': ENTRIES, 'sg.json': { SecurityGroups } });
    expect(described.prefixLists).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('name their file after the list')]);
  });

  test('of two lists are told apart by one name', () => {
    const { described } = imported({
      'pl-0abc.json': ENTRIES,
      'entries.json': { Entries: [{ Cidr: '192.168.0.0/16' }] },
      'sg.json': { SecurityGroups: [referencing('pl-0abc'), { ...referencing('pl-0def'), GroupId: 'sg-2' }] },
    });
    expect(described.prefixLists.map((list) => list.PrefixListId)).toEqual(['pl-0abc', 'pl-0def']);
  });

  test('are not named by the folder in which their file lies', () => {
    const { described } = imported({
      '/home/me/appl-data/entries.json': ENTRIES,
      'sg.json': { SecurityGroups: [referencing('pl-0abc')] },
    });
    expect(described.prefixLists).toEqual([{ PrefixListId: 'pl-0abc', Cidrs: CIDRS }]);
  });

  test('in two files of one list are one list', () => {
    const { described } = imported({
      'pl-0abc.json': { Entries: [{ Cidr: '10.0.7.0/24' }] },
      'pl-0abc-more.json': { Entries: [{ Cidr: '10.0.8.0/24' }] },
    });
    expect(described.prefixLists).toEqual([{ PrefixListId: 'pl-0abc', Cidrs: CIDRS }]);
  });
});

describe('an id that leads to nothing', () => {
  const eni = { NetworkInterfaceId: 'eni-1', SubnetId: 'subnet-1', Groups: [{ GroupId: 'sg-1' }] };
  const whole = {
    'eni.json': { NetworkInterfaces: [eni] },
    'subnets.json': { Subnets: [{ SubnetId: 'subnet-1' }] },
    'sg.json': { SecurityGroups: [group('sg-1')] },
    'vpce.json': { VpcEndpoints: [{ VpcEndpointId: 'vpce-1', NetworkInterfaceIds: ['eni-1'] }] },
  };

  test.each<[string, object, readonly string[]]>([
    ['nowhere', {}, []],
    [
      "among an interface's groups",
      { 'sg.json': { SecurityGroups: [group('sg-2')] } },
      ['eni-1 refers to sg-1, which no file holds'],
    ],
    [
      "as an interface's subnet",
      { 'subnets.json': { Subnets: [{ SubnetId: 'subnet-2' }] } },
      ['eni-1 refers to subnet-1, which no file holds'],
    ],
    [
      "among an endpoint's interfaces",
      { 'eni.json': { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-2' }] } },
      ['vpce-1 refers to eni-1, which no file holds'],
    ],
    ['where nothing of its kind was given', { 'sg.json': { SecurityGroups: [] } }, []],
  ])('%s', (_, changes, expected) => {
    expect(imported({ ...whole, ...changes }).warnings).toEqual(expected);
  });
});

describe('no JSON at all', () => {
  const KEYS = [
    ...['SecurityGroups', 'SecurityGroupRules', 'NetworkAcls', 'RouteTables', 'Subnets', 'NetworkInterfaces'],
    ...['VpcEndpoints', 'Entries', 'GroupId', 'IpPermissions', 'Routes', 'PrefixListIds', 'Cidr', '__proto__'],
  ];
  const nested = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom<unknown>(null, 'sg-1', 'pl-1', 443, true),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4 }),
    ),
  })).value;
  const ofKinds = fc.dictionary(fc.constantFrom(...KEYS), fc.array(nested, { maxLength: 3 }), { maxKeys: 4 });

  test('is an error: what does not fit becomes a warning, one line each', () => {
    const property = fc.property(fc.array(fc.oneof(fc.jsonValue(), nested, ofKinds), { maxLength: 3 }), (contents) => {
      const files = contents.map((content, index) => ({ name: `${index}.json`, content }));
      const { described, warnings } = importDescribeOutput(files);
      expect(Object.values(described).every(Array.isArray)).toBe(true);
      for (const warning of warnings)
        expect(warning).toMatch(
          /^\d+\.json: |^prefix list entries ignored: | refers to | appears \d+ times with different content: /,
        );
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('is an error however deep it goes', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    expect(imported({ 'deep.json': { Subnets: [deep, { SubnetId: 'subnet-1' }] } }).described.subnets).toHaveLength(1);
  });
});

test("AWS's own prefix lists come with their CIDRs, by describe-prefix-lists", () => {
  const content = {
    PrefixLists: [{ PrefixListId: 'pl-63a5400a', PrefixListName: 'com.amazonaws.x.s3', Cidrs: ['198.51.100.0/24'] }],
  };
  const { described, warnings } = imported({ 'lists.json': content });
  expect(described.prefixLists).toEqual([{ PrefixListId: 'pl-63a5400a', Cidrs: ['198.51.100.0/24'] }]);
  expect(warnings).toEqual([]);
});

describe('what tells of one thing', () => {
  const attribute = (name: string, Value: boolean) => ({ VpcId: 'vpc-1', [name]: { Value } });

  test('is recognised by its keys, whatever the name of its file', () => {
    const { described, functions, given, warnings } = imported({
      'a.json': attribute('EnableDnsSupport', true),
      'b.json': attribute('EnableDnsHostnames', false),
      'c.json': { UserId: 'AIDA', Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/on-call' },
      'd.json': { ARN: 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:db-AbCdEf', Name: 'db', Tags: [] },
      'e.json': { KeyMetadata: { Arn: 'arn:aws:kms:eu-west-2:111122223333:key/1', KeyState: 'Enabled' } },
      'f.json': { FunctionName: 'orders', VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1'] } },
      'g.json': { Configuration: { FunctionName: 'bills' }, Code: { Location: 'https://example.com' } },
    });
    expect(warnings).toEqual([]);
    expect(described).toMatchObject({
      vpcDnsAttributes: [{ VpcId: 'vpc-1', enableDnsSupport: true, enableDnsHostnames: false }],
      callers: [{ accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/on-call' }],
      secrets: [{ kmsKeyId: null, deletedDate: null }],
      kmsKeys: [{ keyState: 'Enabled', deletionDate: null }],
    });
    expect(functions.map(({ FunctionName }) => FunctionName)).toEqual(['orders', 'bills']);
    expect([...given].toSorted()).toEqual(['callers', 'kmsKeys', 'secrets', 'vpcDnsAttributes']);
  });

  test('half of it is said, and is not taken for off', () => {
    const { described, warnings } = imported({ 'a.json': attribute('EnableDnsSupport', true) });
    expect(described.vpcDnsAttributes).toEqual([]);
    expect(warnings).toEqual(['vpc-1: enableDnsHostnames is missing (describe-vpc-attribute)']);
  });

  test.each([
    ['text', '2026-12-01T00:00:00+00:00'],
    ['seconds, as version 1 of the AWS CLI writes it', 1_796_083_200],
  ])('has a time as %s', (_, DeletionDate) => {
    const key = { Arn: 'arn:aws:kms:eu-west-2:111122223333:key/1', KeyState: 'PendingDeletion', DeletionDate };
    const { described } = imported({ 'key.json': { KeyMetadata: key } });
    expect(described.kmsKeys[0]?.deletionDate).toBe('2026-12-01T00:00:00.000Z');
  });

  test('with a time that is none is left out, with the place', () => {
    const { described, warnings } = imported({
      'key.json': { KeyMetadata: { Arn: 'a', KeyState: 'b', DeletionDate: 'x' } },
    });
    expect(described.kmsKeys).toEqual([]);
    expect(warnings).toEqual(['key.json ignored: at "DeletionDate": isn\'t a valid time']);
  });
});

test('endpoint services come with all of their private names', () => {
  const detail = {
    ServiceName: 'com.amazonaws.eu-west-2.secretsmanager',
    PrivateDnsName: 'secretsmanager.eu-west-2.amazonaws.com',
    PrivateDnsNames: [
      { PrivateDnsName: 'secretsmanager.eu-west-2.amazonaws.com' },
      { PrivateDnsName: 'other.example' },
    ],
    AvailabilityZones: ['eu-west-2a'],
  };
  expect(
    imported({ 'services.json': { ServiceNames: [], ServiceDetails: [detail] } }).described.endpointServices,
  ).toEqual([
    {
      serviceName: 'com.amazonaws.eu-west-2.secretsmanager',
      privateDnsNames: ['secretsmanager.eu-west-2.amazonaws.com', 'other.example'],
      availabilityZones: ['eu-west-2a'],
    },
  ]);
});

test('what is given twice counts once; where the two differ, the last does, and that is said', () => {
  const documents = (last: string) => ({
    'a.json': { Subnets: [{ SubnetId: 'subnet-1', CidrBlock: '10.0.1.0/24' }] },
    'b.json': { Subnets: [{ SubnetId: 'subnet-1', CidrBlock: last }] },
  });
  expect(imported(documents('10.0.1.0/24')).warnings).toEqual([]);
  const { described, warnings } = imported(documents('10.0.2.0/24'));
  expect(described.subnets).toMatchObject([{ CidrBlock: '10.0.2.0/24' }]);
  expect(warnings).toEqual(['subnet-1 appears 2 times with different content: the last one counts']);
});
