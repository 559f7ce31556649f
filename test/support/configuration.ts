import type {
  IpPermission,
  NetworkAcl,
  NetworkAclEntry,
  NetworkInterface,
  Route,
  RouteTable,
  SecurityGroup,
  Subnet,
  VpcEndpoint,
} from '../../lib/model/aws.ts';
import type { ConfigurationValues } from '../../lib/model/configuration.ts';
import type { Observations } from '../../lib/model/facts.ts';
import { NOT_PROBED } from '../../lib/run/inspect.ts';
import { ALL_ENTRIES, byCidr, byGroup, securityGroup } from './network.ts';
import {
  ENDPOINT_NAME,
  ENI_A,
  ENI_B,
  http,
  query,
  resolvesTo,
  SECRET_ARN,
  target,
  tcp,
  tls,
  type WorldChange,
  world,
} from './world.ts';

/** The healthy configuration around the healthy world: a function in a subnet of its own, an endpoint in two zones. */
export const ACCOUNT = '111122223333';
export const VPC = 'vpc-1';
export const ENDPOINT_ID = 'vpce-0a1b2c3d4e5f60718';
export const SERVICE = 'com.amazonaws.eu-west-2.secretsmanager';
/** The function's Hyperplane interface. */
export const CLIENT_ADDRESS = '10.0.7.20';

export const subnet = (SubnetId: string, CidrBlock: string, zone: string, over: Partial<Subnet> = {}): Subnet => ({
  SubnetId,
  VpcId: VPC,
  OwnerId: ACCOUNT,
  CidrBlock,
  AvailabilityZone: `eu-west-2${zone}`,
  AvailabilityZoneId: `euw2-az${zone === 'a' ? 1 : 2}`,
  Ipv6CidrBlockAssociationSet: [],
  ...over,
});

export const SUBNETS: readonly Subnet[] = [
  subnet('subnet-client', '10.0.7.0/24', 'a'),
  subnet('subnet-a', '10.0.1.0/24', 'a'),
  subnet('subnet-b', '10.0.2.0/24', 'b'),
];

export const networkInterface = (
  NetworkInterfaceId: string,
  SubnetId: string,
  PrivateIpAddress: string,
  over: Partial<NetworkInterface> = {},
): NetworkInterface => ({
  NetworkInterfaceId,
  SubnetId,
  VpcId: VPC,
  AvailabilityZone: `eu-west-2${SubnetId === 'subnet-b' ? 'b' : 'a'}`,
  Status: 'in-use',
  InterfaceType: 'vpc_endpoint',
  PrivateIpAddress,
  Ipv6Addresses: [],
  Groups: [{ GroupId: 'sg-endpoint' }],
  ...over,
});

export const INTERFACES: readonly NetworkInterface[] = [
  networkInterface('eni-0aaa', 'subnet-a', ENI_A),
  networkInterface('eni-0bbb', 'subnet-b', ENI_B),
  networkInterface('eni-0fff', 'subnet-client', CLIENT_ADDRESS, {
    InterfaceType: 'lambda',
    Groups: [{ GroupId: 'sg-client' }],
  }),
];

export const endpoint = (over: Partial<VpcEndpoint> = {}): VpcEndpoint => ({
  VpcEndpointId: ENDPOINT_ID,
  VpcEndpointType: 'Interface',
  VpcId: VPC,
  ServiceName: SERVICE,
  State: 'available',
  PrivateDnsEnabled: true,
  SubnetIds: ['subnet-a', 'subnet-b'],
  NetworkInterfaceIds: ['eni-0aaa', 'eni-0bbb'],
  Groups: [{ GroupId: 'sg-endpoint' }],
  ...over,
});

/** The client's group and the endpoint's, with other rules where they are given. */
export const groups = (
  over: { readonly egress?: readonly IpPermission[]; readonly ingress?: readonly IpPermission[] } = {},
): readonly SecurityGroup[] => [
  securityGroup('sg-client', { IpPermissionsEgress: over.egress ?? [byCidr('10.0.0.0/16')] }),
  securityGroup('sg-endpoint', { IpPermissions: over.ingress ?? [byGroup('sg-client')] }),
];

export const acl = (
  NetworkAclId: string,
  subnetIds: readonly string[],
  Entries: readonly NetworkAclEntry[] = ALL_ENTRIES,
): NetworkAcl => ({
  NetworkAclId,
  VpcId: VPC,
  IsDefault: false,
  Associations: subnetIds.map((SubnetId) => ({ SubnetId })),
  Entries,
});

/** One ACL for the client's subnet and one for the endpoint's, with other entries where they are given. */
export const acls = (
  over: { readonly client?: readonly NetworkAclEntry[]; readonly endpoint?: readonly NetworkAclEntry[] } = {},
): readonly NetworkAcl[] => [
  acl('acl-client', ['subnet-client'], over.client),
  acl('acl-endpoint', ['subnet-a', 'subnet-b'], over.endpoint),
];

const LOCAL: readonly Route[] = [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }];

const routeTable = (RouteTableId: string, subnetIds: readonly string[], Routes: readonly Route[]): RouteTable => ({
  RouteTableId,
  VpcId: VPC,
  Associations: subnetIds.map((SubnetId) => ({ SubnetId, Main: false })),
  Routes,
});

/** One table for the client's subnet and one for the endpoint's, with other routes where they are given. */
export const routeTables = (
  over: { readonly client?: readonly Route[]; readonly endpoint?: readonly Route[] } = {},
): readonly RouteTable[] => [
  routeTable('rtb-client', ['subnet-client'], over.client ?? LOCAL),
  routeTable('rtb-endpoint', ['subnet-a', 'subnet-b'], over.endpoint ?? LOCAL),
];

export const HEALTHY_CONFIGURATION: ConfigurationValues = {
  source: {
    kind: 'lambda',
    vpcId: VPC,
    subnetIds: ['subnet-client'],
    securityGroupIds: ['sg-client'],
    addresses: [],
  },
  caller: { accountId: ACCOUNT },
  vpc: {
    VpcId: VPC,
    OwnerId: ACCOUNT,
    DhcpOptionsId: 'dopt-1',
    CidrBlock: '10.0.0.0/16',
    CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16' }],
    Ipv6CidrBlockAssociationSet: [],
  },
  vpcDnsAttributes: { VpcId: VPC, enableDnsSupport: true, enableDnsHostnames: true },
  dhcpOptions: {
    DhcpOptionsId: 'dopt-1',
    DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] }],
  },
  subnets: SUBNETS,
  networkAcls: acls(),
  routeTables: routeTables(),
  vpcEndpoints: [endpoint()],
  networkInterfaces: INTERFACES,
  securityGroups: groups(),
  prefixLists: [],
  endpointService: {
    serviceName: SERVICE,
    privateDnsNames: ['secretsmanager.eu-west-2.amazonaws.com'],
    availabilityZones: ['eu-west-2a', 'eu-west-2b', 'eu-west-2c'],
  },
  secretDescription: { arn: SECRET_ARN, kmsKeyId: null, deletedDate: null },
  kmsKey: null,
};

/** The VPC of those that have no DHCP option set. */
export const WITHOUT_OPTION_SET = { ...HEALTHY_CONFIGURATION.vpc, DhcpOptionsId: 'default' };

/** The healthy world as both vantages see it, with something changed. */
export const configured = (change: WorldChange = {}): Observations => world({ ...HEALTHY_CONFIGURATION, ...change });

/** The healthy configuration as it is seen from outside, where no packet is sent. */
export const inspected = (change: WorldChange = {}): Observations =>
  configured({
    vantage: { kind: 'live', place: 'outside', functionName: null, accountId: null },
    ...NOT_PROBED,
    ...change,
  });

/** A target whose endpoint nobody has named. */
export const UNNAMED = target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } });

/** The endpoint's own names lead nowhere any more: whoever named it named one that is gone. */
export const NAMES_GONE: WorldChange = {
  endpointDns: { queries: [query({ name: ENDPOINT_NAME, outcome: 'name-not-found', addresses: [] })] },
};

export const HUB_ADDRESS = '10.99.0.5';

/** The endpoint is a hub VPC's, across a peering. */
export const hub = (over: Partial<VpcEndpoint>) =>
  ({
    vpcEndpoints: [
      endpoint({ VpcId: 'vpc-hub', SubnetIds: ['subnet-hub'], NetworkInterfaceIds: ['eni-hub'], ...over }),
    ],
    networkInterfaces: [
      ...INTERFACES.slice(-1),
      networkInterface('eni-hub', 'subnet-hub', HUB_ADDRESS, { VpcId: 'vpc-hub' }),
    ],
    endpointDns: { queries: [query({ addresses: [HUB_ADDRESS] })] },
    securityGroups: groups({ egress: [byCidr('10.0.0.0/8')] }),
    routeTables: routeTables({
      client: [...LOCAL, { DestinationCidrBlock: '10.99.0.0/16', VpcPeeringConnectionId: 'pcx-0abc', State: 'active' }],
    }),
  }) as const satisfies WorldChange;

/** A private hosted zone leads to the hub. */
export const HUB_BY_NAME = {
  serviceDns: resolvesTo([HUB_ADDRESS]),
  vpcResolverDns: { queries: [query({ server: '169.254.169.253', addresses: [HUB_ADDRESS] })] },
  tcp: [tcp(HUB_ADDRESS)],
  tls: [tls(HUB_ADDRESS)],
  http: [http(HUB_ADDRESS)],
} as const satisfies WorldChange;
