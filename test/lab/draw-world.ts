import { type Random, randomFrom } from './random.ts';
import type { World } from './world.ts';

/** Where worlds may be. */
export const REGIONS = ['eu-west-1', 'eu-west-2', 'us-east-1', 'us-west-2', 'ap-southeast-2', 'sa-east-1'] as const;

const ROLES = ['a', 'b', 'c'] as const;

/** Where the client is: in a subnet of the endpoint's, in one of its own, or in another VPC that a transit gateway leads to. */
export type ClientPlace = 'endpoint-subnet' | 'own-subnet' | 'other-vpc';

/** How many zones the endpoint is in, and where the client is. */
export interface Layout {
  readonly zones: number;
  readonly client?: ClientPlace;
  /** Where what happens depends on the Region; else any. */
  readonly region?: (typeof REGIONS)[number] | undefined;
  /** Whether the client's VPC has an endpoint for the APIs that tell of the configuration. */
  readonly apis?: boolean;
}

/** A healthy world, drawn anew for every seed: other CIDRs, ids, zones, orders and secrets, all of them ordinary. */
export function drawWorld(seed: number, { zones, client = 'endpoint-subnet', apis = false, ...given }: Layout): World {
  const random = randomFrom(seed);
  const anyRegion = random.pick(REGIONS);
  const region = given.region ?? anyRegion;
  const account = random.digits(12);
  const vpc = drawVpcCidr(random);
  const hub = client === 'other-vpc';
  const apart = client !== 'endpoint-subnet';
  const hubCidr = hub ? drawOtherCidr(random, vpc) : vpc;
  const thirdOctets = random.shuffle(Array.from({ length: 250 }, (_, index) => index + 1));
  const letters = random.shuffle(['a', 'b', 'c', 'd']);
  const roles = ROLES.slice(0, zones);
  const id = (prefix: string) => `${prefix}-0${random.hex(16)}`;
  const endpointId = id('vpce');
  const groups = { client: id('sg'), endpoint: id('sg') };
  const vpcIds = { client: id('vpc'), endpoint: id('vpc') };
  const endpointVpcId = hub ? vpcIds.endpoint : vpcIds.client;

  const subnets = roles.map((role, index) => {
    const zone = `${region}${letters[index]}`;
    const CidrBlock = `${hubCidr}.${thirdOctets[index]}.0/24`;
    return [
      role,
      {
        SubnetId: id('subnet'),
        VpcId: endpointVpcId,
        CidrBlock,
        AvailabilityZone: zone,
        AvailabilityZoneId: zoneIdOf(region, index + 1),
      },
    ] as const;
  });
  const hosts = random.shuffle(Array.from({ length: 240 }, (_, index) => index + 10));
  const [, first] = subnets[0] as (typeof subnets)[number];
  const spoke = {
    ...first,
    SubnetId: id('subnet'),
    VpcId: vpcIds.client,
    CidrBlock: `${vpc}.${thirdOctets[zones]}.0/24`,
  };
  const interfaceIn = (subnet: typeof spoke, role: string, group: string) => {
    return [
      role,
      {
        NetworkInterfaceId: id('eni'),
        SubnetId: subnet.SubnetId,
        PrivateIpAddress: subnet.CidrBlock.replace('0/24', String(hosts.pop())),
        AvailabilityZone: subnet.AvailabilityZone,
        Status: 'in-use' as const,
        Groups: [{ GroupId: group }],
      },
    ] satisfies [string, World['NetworkInterfaces'][string]];
  };
  const label = `${endpointId}-${random.hex(8)}`;
  const suffix = `secretsmanager.${region}.vpce.amazonaws.com`;
  const secret = (name: string) => ({
    ARN: `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${random.letters(6)}`,
    Name: name,
    SecretString: JSON.stringify({ username: random.letters(8), password: `Pw-${random.hex(40)}` }),
    VersionId: `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`,
  });
  const canary = secret(`canary/${random.letters(5)}`);
  const workload = secret(`prod/${random.letters(7)}`);
  const subnetIds = subnets.map(([, subnet]) => subnet.SubnetId);
  const credentials = () => ({
    AWS_ACCESS_KEY_ID: `ASIA${random.letters(16).toUpperCase()}`,
    AWS_SECRET_ACCESS_KEY: random.hex(40),
    AWS_SESSION_TOKEN: `IQoJ${random.hex(160)}`,
  });
  const keyId = `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`;
  const drawVpc = (VpcId: string, base: string) => ({
    VpcId,
    CidrBlock: `${base}.0.0/16`,
    OwnerId: account,
    DhcpOptionsId: id('dopt'),
    EnableDnsSupport: true,
    EnableDnsHostnames: true,
  });
  const gateway = id('tgw');
  const routesIn = (own: string, others: readonly string[]) => [
    { DestinationCidrBlock: `${own}.0.0/16`, GatewayId: 'local', State: 'active' as const },
    ...others.map((other) => ({
      DestinationCidrBlock: `${other}.0.0/16`,
      TransitGatewayId: gateway,
      State: 'active' as const,
    })),
  ];
  const acl = (SubnetIds: string[]) => ({
    NetworkAclId: id('acl'),
    SubnetIds,
    Entries: [allowAll(false), allowAll(true)],
  });
  const routeTable = (SubnetIds: string[], own: string, others: readonly string[]) => ({
    RouteTableId: id('rtb'),
    SubnetIds,
    Routes: routesIn(own, others),
  });

  return {
    Region: region,
    AccountId: account,
    Vpc: drawVpc(vpcIds.client, vpc),
    HubVpc: hub ? drawVpc(vpcIds.endpoint, hubCidr) : null,
    CustomResolverAddress: `${vpc}.253.53`,
    DhcpOptions: { DomainNameServers: ['AmazonProvidedDNS'] },
    Subnets: Object.fromEntries(random.shuffle([...subnets, ...(apart ? [['client', spoke] as const] : [])])),
    SecurityGroups: {
      client: {
        GroupId: groups.client,
        GroupName: 'workload',
        IpPermissions: [],
        IpPermissionsEgress: [tcp443({ IpRanges: [{ CidrIp: `${hubCidr}.0.0/16` }] })],
      },
      endpoint: {
        GroupId: groups.endpoint,
        GroupName: 'secretsmanager-endpoint',
        // Across a transit gateway a group cannot be referred to.
        IpPermissions: [
          tcp443(
            hub ? { IpRanges: [{ CidrIp: `${vpc}.0.0/16` }] } : { UserIdGroupPairs: [{ GroupId: groups.client }] },
          ),
        ],
        IpPermissionsEgress: [],
      },
    },
    NetworkAcls: apart ? { client: acl([spoke.SubnetId]), endpoint: acl(subnetIds) } : { private: acl(subnetIds) },
    RouteTables: apart
      ? {
          client: routeTable([spoke.SubnetId], vpc, hub ? [hubCidr] : []),
          endpoint: routeTable(subnetIds, hubCidr, hub ? [vpc] : []),
        }
      : { private: routeTable(subnetIds, vpc, []) },
    PrefixLists: {},
    VpcEndpoint: {
      VpcEndpointId: endpointId,
      VpcId: endpointVpcId,
      State: 'available',
      ServiceName: `com.amazonaws.${region}.secretsmanager`,
      PrivateDnsEnabled: true,
      PolicyDocument: allow('*', '*', { Principal: '*' }),
      DnsEntries: [
        { DnsName: `${label}.${suffix}` },
        ...random.shuffle(subnets.map(([, subnet]) => ({ DnsName: `${label}-${subnet.AvailabilityZone}.${suffix}` }))),
      ],
    },
    NetworkInterfaces: Object.fromEntries([
      interfaceIn(apart ? spoke : first, 'client', groups.client),
      ...random.shuffle(subnets.map(([role, subnet]) => interfaceIn(subnet, role, groups.endpoint))),
      ...(apis ? [interfaceIn(apart ? spoke : first, 'api', groups.endpoint)] : []),
    ]),
    Role: { RoleName: `verifier-${random.letters(6)}`, PolicyDocument: allow(AS_DEPLOYED, '*') },
    Operator: { PolicyDocument: allow('*', '*'), Credentials: credentials() },
    KmsKey: { KeyId: keyId, Arn: `arn:aws:kms:${region}:${account}:key/${keyId}`, KeyState: 'Enabled' },
    SecretIds: { canary: canary.ARN, workload: workload.Name },
    Secrets: { canary, workload },
    Credentials: credentials(),
    // Ranges that are for documentation alone, so that no lab can ever name a machine of someone's.
    PublicAddresses: {
      IPv4: `203.0.113.${random.between(10, 100)}`,
      Apis: `203.0.113.${random.between(101, 200)}`,
      IPv6: `2001:db8::${random.hex(4)}`,
    },
    Behaviour: {
      amazonResolver: 'answers',
      customResolver: 'answers',
      interfaces: {},
      loss: 'none',
      serverDelayMs: 0,
      connections: null,
      tls: 'amazon',
      service: 'serves',
      clockAheadMinutes: 0,
      endpoint: 'exists',
      apis: 'serve',
      metadata: 'none',
      instanceRole: 'absent',
      containerRole: 'absent',
      podIdentity: 'absent',
      sts: 'serves',
    },
    Environment: {},
    MetadataToken: random.hex(60),
  };
}

/** VPCs use more than 10.0.0.0/8: shared address space is as ordinary, and no private range at all. */
function drawVpcCidr(random: Random): string {
  return random.pick([
    `10.${random.between(0, 255)}`,
    `172.${random.between(16, 31)}`,
    `100.${random.between(64, 127)}`,
  ]);
}

/** Another network than the client's, for a hub. */
function drawOtherCidr(random: Random, vpc: string): string {
  const other = drawVpcCidr(random);
  return other === vpc ? drawOtherCidr(random, vpc) : other;
}

/** What the deployment lets the function do. */
const AS_DEPLOYED = [
  'secretsmanager:GetSecretValue',
  'secretsmanager:DescribeSecret',
  'kms:DescribeKey',
  'kms:Decrypt',
  'lambda:GetFunctionConfiguration',
  'ec2:Describe*',
  'ec2:GetManagedPrefixListEntries',
];

const tcp443 = (peer: { IpRanges?: { CidrIp: string }[]; UserIdGroupPairs?: { GroupId: string }[] }) => ({
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  IpRanges: [],
  UserIdGroupPairs: [],
  PrefixListIds: [],
  ...peer,
});

const allowAll = (Egress: boolean) =>
  ({ RuleNumber: 100, Egress, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' }) as const;

const allow = (Action: string | string[], Resource: string, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow' as const, Action, Resource, ...more }],
});

const zoneIdOf = (region: string, number: number): string => {
  const [area = '', direction = '', index = ''] = region.split('-');
  return `${area}${direction.replace(/^(north|south|east|west|central)(east|west)?.*$/, (_, first: string, second = '') => first[0] + (second[0] ?? ''))}${index}-az${number}`;
};
