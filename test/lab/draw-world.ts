import { type Random, randomFrom } from './random.ts';
import type { World } from './world.ts';

const REGIONS = ['eu-west-1', 'eu-west-2', 'us-east-1', 'us-west-2', 'ap-southeast-2', 'sa-east-1'] as const;

const ROLES = ['a', 'b', 'c'] as const;

/** A healthy world, drawn anew for every seed: other CIDRs, ids, zones, orders and secrets, all of them ordinary. */
export function drawWorld(seed: number, zones: number): World {
  const random = randomFrom(seed);
  const region = random.pick(REGIONS);
  const account = random.digits(12);
  const vpc = drawVpcCidr(random);
  const thirdOctets = random.shuffle(Array.from({ length: 250 }, (_, index) => index + 1));
  const letters = random.shuffle(['a', 'b', 'c', 'd']);
  const roles = ROLES.slice(0, zones);
  const id = (prefix: string) => `${prefix}-0${random.hex(16)}`;
  const endpointId = id('vpce');
  const groups = { client: id('sg'), endpoint: id('sg') };

  const subnets = roles.map((role, index) => {
    const zone = `${region}${letters[index]}`;
    const CidrBlock = `${vpc}.${thirdOctets[index]}.0/24`;
    return [
      role,
      { SubnetId: id('subnet'), CidrBlock, AvailabilityZone: zone, AvailabilityZoneId: zoneIdOf(region, index + 1) },
    ] as const;
  });
  const hosts = random.shuffle(Array.from({ length: 240 }, (_, index) => index + 10));
  const interfaceIn = (index: number, role: string, group: string) => {
    const [, subnet] = subnets[index] as (typeof subnets)[number];
    return [
      role,
      {
        NetworkInterfaceId: id('eni'),
        SubnetId: subnet.SubnetId,
        PrivateIpAddress: subnet.CidrBlock.replace('0/24', String(hosts.pop())),
        AvailabilityZone: subnet.AvailabilityZone,
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

  return {
    Region: region,
    AccountId: account,
    Vpc: { VpcId: id('vpc'), CidrBlock: `${vpc}.0.0/16`, EnableDnsSupport: true, EnableDnsHostnames: true },
    CustomResolverAddress: `${vpc}.253.53`,
    DhcpOptions: { DomainNameServers: ['AmazonProvidedDNS'] },
    Subnets: Object.fromEntries(random.shuffle(subnets)),
    SecurityGroups: {
      client: {
        GroupId: groups.client,
        GroupName: 'workload',
        IpPermissions: [],
        IpPermissionsEgress: [tcp443({ IpRanges: [{ CidrIp: `${vpc}.0.0/16` }] })],
      },
      endpoint: {
        GroupId: groups.endpoint,
        GroupName: 'secretsmanager-endpoint',
        IpPermissions: [tcp443({ UserIdGroupPairs: [{ GroupId: groups.client }] })],
        IpPermissionsEgress: [],
      },
    },
    NetworkAcls: {
      private: { NetworkAclId: id('acl'), SubnetIds: subnetIds, Entries: [allowAll(false), allowAll(true)] },
    },
    RouteTables: {
      private: {
        RouteTableId: id('rtb'),
        SubnetIds: subnetIds,
        Routes: [{ DestinationCidrBlock: `${vpc}.0.0/16`, GatewayId: 'local', State: 'active' }],
      },
    },
    VpcEndpoint: {
      VpcEndpointId: endpointId,
      ServiceName: `com.amazonaws.${region}.secretsmanager`,
      PrivateDnsEnabled: true,
      PolicyDocument: allow('*', '*', { Principal: '*' }),
      DnsEntries: [
        { DnsName: `${label}.${suffix}` },
        ...random.shuffle(subnets.map(([, subnet]) => ({ DnsName: `${label}-${subnet.AvailabilityZone}.${suffix}` }))),
      ],
    },
    NetworkInterfaces: Object.fromEntries([
      interfaceIn(0, 'client', groups.client),
      ...random.shuffle(roles.map((role, index) => interfaceIn(index, role, groups.endpoint))),
    ]),
    Role: { RoleName: `verifier-${random.letters(6)}`, PolicyDocument: allow('secretsmanager:GetSecretValue', '*') },
    SecretIds: { canary: canary.ARN, workload: workload.Name },
    Secrets: { canary, workload },
    Credentials: {
      AWS_ACCESS_KEY_ID: `ASIA${random.letters(16).toUpperCase()}`,
      AWS_SECRET_ACCESS_KEY: random.hex(40),
      AWS_SESSION_TOKEN: `IQoJ${random.hex(160)}`,
    },
    // Ranges that are for documentation alone, so that no lab can ever name a machine of someone's.
    PublicAddresses: { IPv4: `203.0.113.${random.between(10, 200)}`, IPv6: `2001:db8::${random.hex(4)}` },
    Behaviour: {
      amazonResolver: 'answers',
      customResolver: 'answers',
      interfaces: {},
      tls: 'amazon',
      service: 'serves',
    },
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

const tcp443 = (peer: { IpRanges?: { CidrIp: string }[]; UserIdGroupPairs?: { GroupId: string }[] }) => ({
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  IpRanges: [],
  UserIdGroupPairs: [],
  ...peer,
});

const allowAll = (Egress: boolean) =>
  ({ RuleNumber: 100, Egress, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' }) as const;

const allow = (Action: string, Resource: string, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow' as const, Action, Resource, ...more }],
});

const zoneIdOf = (region: string, number: number): string => {
  const [area = '', direction = '', index = ''] = region.split('-');
  return `${area}${direction.replace(/^(north|south|east|west|central)(east|west)?.*$/, (_, first: string, second = '') => first[0] + (second[0] ?? ''))}${index}-az${number}`;
};
