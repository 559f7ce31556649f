import * as v from 'valibot';
import { EXPERIMENT_TAGS } from './experiment-tags.ts';
import { cidr, optionalCidr, port, protocol } from './network-values.ts';
import { type Fits, text } from './schema.ts';

/**
 * EC2's resources, as its Describe calls return them: AWS's names and shapes, and only the fields that are read. Lists that AWS leaves
 * out are empty here; what is not named here falls away. Source: Amazon EC2 API Reference.
 */
const some = <T extends v.GenericSchema>(item: T) => v.optional(v.array(item), []);

/** An id may be of any form, and is never nothing. */
const optionalId = v.optional(v.pipe(text, v.minLength(1, 'is empty')));

/** EC2 tells the ports of every rule for TCP and UDP. */
const isWithPorts = (of: string, from: number | undefined, to: number | undefined): boolean =>
  !/^(?:tcp|udp|6|17)$/i.test(of) || (from !== undefined && to !== undefined);

const WITHOUT_PORTS = 'is a rule for TCP or UDP without its ports';

const permissionFields = v.object({
  IpProtocol: protocol,
  FromPort: v.optional(port),
  ToPort: v.optional(port),
  IpRanges: some(v.object({ CidrIp: cidr })),
  Ipv6Ranges: some(v.object({ CidrIpv6: cidr })),
  UserIdGroupPairs: some(v.object({ GroupId: text })),
  PrefixListIds: some(v.object({ PrefixListId: text })),
});
const permission = v.pipe(
  permissionFields,
  v.check((one) => isWithPorts(one.IpProtocol, one.FromPort, one.ToPort), WITHOUT_PORTS),
);
export type IpPermission = Fits<typeof permission>;

const entry = v.pipe(
  v.object({
    RuleNumber: v.pipe(v.number(), v.integer()),
    Egress: v.boolean(),
    RuleAction: v.picklist(['allow', 'deny']),
    Protocol: protocol,
    CidrBlock: optionalCidr,
    Ipv6CidrBlock: optionalCidr,
    PortRange: v.optional(v.object({ From: port, To: port })),
  }),
  v.check(({ CidrBlock, Ipv6CidrBlock }) => (CidrBlock ?? Ipv6CidrBlock) !== undefined, 'is an entry for no CIDR'),
  v.check((one) => isWithPorts(one.Protocol, one.PortRange?.From, one.PortRange?.To), WITHOUT_PORTS),
);
export type NetworkAclEntry = Fits<typeof entry>;

const route = v.pipe(
  v.object({
    DestinationCidrBlock: optionalCidr,
    DestinationIpv6CidrBlock: optionalCidr,
    DestinationPrefixListId: optionalId,
    State: v.optional(text),
    GatewayId: optionalId,
    NatGatewayId: optionalId,
    TransitGatewayId: optionalId,
    VpcPeeringConnectionId: optionalId,
    EgressOnlyInternetGatewayId: optionalId,
    NetworkInterfaceId: optionalId,
  }),
  v.check(
    (one) => [one.DestinationCidrBlock, one.DestinationIpv6CidrBlock, one.DestinationPrefixListId].some(Boolean),
    'is a route to nowhere',
  ),
);
export type Route = Fits<typeof route>;

const optional = v.optional(text);
const v6Association = v.object({ Ipv6CidrBlock: optionalCidr });
const groupsOfIt = some(v.object({ GroupId: optional }));

export const VPC = v.object({
  VpcId: text,
  OwnerId: optional,
  DhcpOptionsId: optional,
  CidrBlock: optionalCidr,
  CidrBlockAssociationSet: some(v.object({ CidrBlock: optionalCidr })),
  Ipv6CidrBlockAssociationSet: some(v6Association),
});
export type Vpc = Fits<typeof VPC>;

/** Both DNS attributes of a VPC, which AWS returns by two calls. */
export const VPC_DNS_ATTRIBUTES = v.object({
  VpcId: text,
  enableDnsSupport: v.boolean(),
  enableDnsHostnames: v.boolean(),
});
export type VpcDnsAttributes = Fits<typeof VPC_DNS_ATTRIBUTES>;

export const DHCP_OPTIONS = v.object({
  DhcpOptionsId: optional,
  DhcpConfigurations: some(v.object({ Key: text, Values: some(v.object({ Value: text })) })),
});
export type DhcpOptions = Fits<typeof DHCP_OPTIONS>;

export const SUBNET = v.object({
  SubnetId: text,
  VpcId: optional,
  OwnerId: optional,
  CidrBlock: optionalCidr,
  AvailabilityZone: optional,
  /** The same in every account, as the zone's name is not. */
  AvailabilityZoneId: optional,
  Ipv6CidrBlockAssociationSet: some(v6Association),
  /** Whether the resolver answers IPv6 clients there with IPv4 addresses behind the prefix of NAT64. */
  EnableDns64: v.optional(v.boolean()),
});
export type Subnet = Fits<typeof SUBNET>;

export const NETWORK_ACL = v.object({
  NetworkAclId: text,
  VpcId: optional,
  IsDefault: v.optional(v.boolean(), false),
  Associations: some(v.object({ SubnetId: optional })),
  Entries: some(entry),
  Tags: EXPERIMENT_TAGS,
});
export type NetworkAcl = Fits<typeof NETWORK_ACL>;

export const ROUTE_TABLE = v.object({
  RouteTableId: text,
  VpcId: optional,
  Associations: some(v.object({ SubnetId: optional, Main: v.optional(v.boolean(), false) })),
  Routes: some(route),
});
export type RouteTable = Fits<typeof ROUTE_TABLE>;

export const VPC_ENDPOINT = v.object({
  VpcEndpointId: text,
  VpcEndpointType: optional,
  VpcId: optional,
  ServiceName: optional,
  /** `available`, `pending` and others; the API's spelling of case varies. */
  State: optional,
  LastError: v.optional(v.object({ Code: optional, Message: optional })),
  PrivateDnsEnabled: v.optional(v.boolean()),
  /** Its own DNS names, the regional one first. */
  DnsEntries: v.optional(v.array(v.object({ DnsName: optional }))),
  /** The endpoint's policy, as JSON in a text. */
  PolicyDocument: optional,
  /** `ipv4`, `ipv6` or `dualstack`. */
  IpAddressType: optional,
  /** Which records its private DNS name has: `ipv4`, `ipv6`, `dualstack` or `service-defined`. */
  DnsOptions: v.optional(v.object({ DnsRecordIpType: optional })),
  SubnetIds: some(text),
  NetworkInterfaceIds: some(text),
  Groups: groupsOfIt,
});
export type VpcEndpoint = Fits<typeof VPC_ENDPOINT>;

export const NETWORK_INTERFACE = v.object({
  NetworkInterfaceId: text,
  SubnetId: optional,
  VpcId: optional,
  AvailabilityZone: optional,
  /** `in-use` where it is attached. */
  Status: optional,
  /** `vpc_endpoint`, `lambda`, `interface` and others. */
  InterfaceType: optional,
  PrivateIpAddress: optional,
  Ipv6Addresses: some(v.object({ Ipv6Address: optional })),
  /** Its public address, where it has one. */
  Association: v.optional(v.object({ PublicIp: optional })),
  Groups: groupsOfIt,
});
export type NetworkInterface = Fits<typeof NETWORK_INTERFACE>;

export const SECURITY_GROUP = v.object({
  GroupId: text,
  GroupName: optional,
  IpPermissions: some(permission),
  IpPermissionsEgress: some(permission),
  Tags: EXPERIMENT_TAGS,
});
export type SecurityGroup = Fits<typeof SECURITY_GROUP>;

/** A managed prefix list with its entries, which AWS returns by two calls. */
export const PREFIX_LIST = v.object({ PrefixListId: text, Cidrs: some(cidr) });
export type PrefixList = Fits<typeof PREFIX_LIST>;

/** What is known of a network's configuration. An empty list means that nothing of the kind was given. */
export interface NetworkConfiguration {
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly routeTables: readonly RouteTable[];
  readonly subnets: readonly Subnet[];
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly vpcEndpoints: readonly VpcEndpoint[];
  readonly prefixLists: readonly PrefixList[];
}
