import type { Flow, Place } from '../../lib/evaluate/network/flow.ts';
import type {
  IpPermission,
  NetworkAcl,
  NetworkAclEntry,
  NetworkConfiguration,
  Route,
  RouteTable,
  SecurityGroup,
} from '../../lib/model/aws.ts';
import { effectOf, type Ruling } from '../../lib/model/ruling.ts';
import { type AddressRange, parseRange, portRange, type Range } from '../../lib/net/range.ts';
import { sayRuling } from '../../lib/words/ruling.ts';

/** An address or block that must be one. */
export function span(text: string): AddressRange {
  const found = parseRange(text);
  if (!found) throw new Error(`no address and no block: ${text}`);
  return found;
}

/** A rule for TCP 443 that names nobody yet. */
export const permission = (over: Partial<IpPermission> = {}): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  IpRanges: [],
  Ipv6Ranges: [],
  UserIdGroupPairs: [],
  PrefixListIds: [],
  ...over,
});

/** A rule for TCP 443 and some blocks of either family. */
export const byCidr = (...cidrs: readonly string[]): IpPermission =>
  permission({
    IpRanges: cidrs.filter((cidr) => !cidr.includes(':')).map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: cidrs.filter((cidr) => cidr.includes(':')).map((CidrIpv6) => ({ CidrIpv6 })),
  });

export const byGroup = (GroupId: string): IpPermission => permission({ UserIdGroupPairs: [{ GroupId }] });

export const byPrefixList = (PrefixListId: string): IpPermission => permission({ PrefixListIds: [{ PrefixListId }] });

export const securityGroup = (GroupId: string, over: Partial<SecurityGroup> = {}): SecurityGroup => ({
  GroupId,
  IpPermissions: [],
  IpPermissionsEgress: [],
  ...over,
});

/** An inbound entry that allows everything from everywhere in IPv4. */
export const entry = (RuleNumber: number, over: Partial<NetworkAclEntry> = {}): NetworkAclEntry => ({
  RuleNumber,
  Egress: false,
  RuleAction: 'allow',
  Protocol: '-1',
  ...(over.Ipv6CidrBlock === undefined ? { CidrBlock: '0.0.0.0/0' } : {}),
  ...over,
});

/** An inbound entry for TCP ports. */
export const tcpEntry = (
  RuleNumber: number,
  From: number,
  To: number,
  over: Partial<NetworkAclEntry> = {},
): NetworkAclEntry => entry(RuleNumber, { Protocol: '6', PortRange: { From, To }, ...over });

/** The last entry of every ACL, one for each direction. */
export const LAST_ENTRIES = [false, true].map((Egress) => entry(32_767, { Egress, RuleAction: 'deny' }));

const networkAcl = (NetworkAclId: string, SubnetId: string, Entries: readonly NetworkAclEntry[]): NetworkAcl => ({
  NetworkAclId,
  VpcId: 'vpc-1',
  IsDefault: false,
  Associations: [{ SubnetId }],
  Entries,
});

const routeTable = (RouteTableId: string, SubnetId: string, Routes: readonly Route[]): RouteTable => ({
  RouteTableId,
  VpcId: 'vpc-1',
  Associations: [{ SubnetId, Main: false }],
  Routes,
});

const subnet = (SubnetId: string, CidrBlock: string) => ({
  SubnetId,
  VpcId: 'vpc-1',
  CidrBlock,
  Ipv6CidrBlockAssociationSet: [],
});

const networkInterface = (NetworkInterfaceId: string, SubnetId: string, PrivateIpAddress: string, GroupId: string) => ({
  NetworkInterfaceId,
  SubnetId,
  PrivateIpAddress,
  Ipv6Addresses: [],
  Groups: [{ GroupId }],
});

/** What a test may set of the healthy network. */
export interface Settings {
  readonly clientEgress?: readonly IpPermission[];
  readonly endpointIngress?: readonly IpPermission[];
  readonly clientEntries?: readonly NetworkAclEntry[];
  readonly endpointEntries?: readonly NetworkAclEntry[];
  readonly clientRoutes?: readonly Route[];
  readonly endpointRoutes?: readonly Route[];
}

const LOCAL: readonly Route[] = [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }];
export const ALL_ENTRIES: readonly NetworkAclEntry[] = [entry(100), entry(100, { Egress: true }), ...LAST_ENTRIES];

/** A healthy network: a client and an endpoint, each with a subnet, a group, an ACL and a route table of its own. */
export function network(set: Settings = {}, over: Partial<NetworkConfiguration> = {}): NetworkConfiguration {
  return {
    securityGroups: [
      securityGroup('sg-client', { IpPermissionsEgress: set.clientEgress ?? [byCidr('10.0.0.0/16')] }),
      securityGroup('sg-endpoint', { IpPermissions: set.endpointIngress ?? [byGroup('sg-client')] }),
    ],
    networkAcls: [
      networkAcl('acl-client', 'subnet-client', set.clientEntries ?? ALL_ENTRIES),
      networkAcl('acl-endpoint', 'subnet-endpoint', set.endpointEntries ?? ALL_ENTRIES),
    ],
    routeTables: [
      routeTable('rtb-client', 'subnet-client', set.clientRoutes ?? LOCAL),
      routeTable('rtb-endpoint', 'subnet-endpoint', set.endpointRoutes ?? LOCAL),
    ],
    subnets: [subnet('subnet-client', '10.0.7.0/24'), subnet('subnet-endpoint', '10.0.1.0/24')],
    networkInterfaces: [
      networkInterface('eni-client', 'subnet-client', '10.0.7.20', 'sg-client'),
      networkInterface('eni-endpoint', 'subnet-endpoint', '10.0.1.100', 'sg-endpoint'),
    ],
    vpcEndpoints: [
      {
        VpcEndpointId: 'vpce-1',
        VpcId: 'vpc-1',
        SubnetIds: ['subnet-endpoint'],
        NetworkInterfaceIds: ['eni-endpoint'],
        Groups: [{ GroupId: 'sg-endpoint' }],
      },
    ],
    prefixLists: [],
    ...over,
  };
}

export const CLIENT: Place = { addresses: span('10.0.7.20'), groupIds: ['sg-client'], subnetId: 'subnet-client' };
export const ENDPOINT: Place = {
  addresses: span('10.0.1.100'),
  groupIds: ['sg-endpoint'],
  subnetId: 'subnet-endpoint',
};

export const LAMBDA_PORTS: Range = portRange(1_024, 65_535);
export const LINUX_PORTS: Range = portRange(32_768, 61_000);

/** The client's call to the endpoint. */
export const call = (over: Partial<Flow> = {}): Flow => ({
  source: CLIENT,
  destination: ENDPOINT,
  protocol: 'tcp',
  port: 443,
  sourcePorts: LAMBDA_PORTS,
  ...over,
});

/** What rulings on the parts of a range amount to for the whole. */
export function wholeOf(rulings: readonly string[]): string {
  const [first = 'none', ...others] = new Set(rulings);
  if (others.length === 0) return first;
  return rulings.includes('unknown') ? 'unknown' : 'mixed';
}

/** What a ruling amounts to, in words. */
export const said = (ruling: Ruling) => ({ ruling: effectOf(ruling), ...sayRuling(ruling) });
