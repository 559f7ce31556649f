import * as v from 'valibot';
import { parseCidr } from '../net/cidr.ts';

const some = <T extends v.GenericSchema>(item: T) => v.optional(v.array(item), []);

/** What is no block would be a rule that matches nothing, and a deny of nothing is green. */
const cidr = v.pipe(
  v.string(),
  v.check((text) => parseCidr(text) !== null, 'is no CIDR'),
);
const optionalCidr = v.optional(cidr);

const protocol = v.pipe(
  v.string(),
  v.regex(/^(?:-1|tcp|udp|icmp|icmpv6|\d{1,3})$/i, 'is no protocol such as tcp, 6 or -1'),
);

/** An id may be of any form, and is never nothing. */
const optionalId = v.optional(v.pipe(v.string(), v.minLength(1, 'is empty')));

/** EC2 tells the ports of every rule for TCP and UDP. */
const isWithPorts = (of: string, from: number | undefined, to: number | undefined): boolean =>
  !/^(?:tcp|udp|6|17)$/i.test(of) || (from !== undefined && to !== undefined);

const WITHOUT_PORTS = 'is a rule for TCP or UDP without its ports';

/** A port, or a type or code of ICMP; -1 stands for all. */
const port = v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(65_535));

const permissionFields = v.object({
  IpProtocol: protocol,
  FromPort: v.optional(port),
  ToPort: v.optional(port),
  IpRanges: some(v.object({ CidrIp: cidr })),
  Ipv6Ranges: some(v.object({ CidrIpv6: cidr })),
  UserIdGroupPairs: some(v.object({ GroupId: v.string() })),
  PrefixListIds: some(v.object({ PrefixListId: v.string() })),
});
const permission = v.pipe(
  permissionFields,
  v.check((one) => isWithPorts(one.IpProtocol, one.FromPort, one.ToPort), WITHOUT_PORTS),
);

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

const route = v.pipe(
  v.object({
    DestinationCidrBlock: optionalCidr,
    DestinationIpv6CidrBlock: optionalCidr,
    DestinationPrefixListId: optionalId,
    State: v.optional(v.string()),
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

const optional = v.optional(v.string());
const cidrAssociation = v.object({ Ipv6CidrBlock: optionalCidr });

/**
 * How each kind of resource looks in the AWS CLI's output and in the SDK's answers, by the top-level key that it stands under.
 * Unknown keys fall away.
 */
export const SHAPES = {
  Vpcs: v.object({
    VpcId: v.string(),
    OwnerId: optional,
    DhcpOptionsId: optional,
    CidrBlock: optionalCidr,
    CidrBlockAssociationSet: some(v.object({ CidrBlock: optionalCidr })),
    Ipv6CidrBlockAssociationSet: some(cidrAssociation),
  }),
  DhcpOptions: v.object({
    DhcpOptionsId: optional,
    DhcpConfigurations: some(v.object({ Key: v.string(), Values: some(v.object({ Value: v.string() })) })),
  }),
  SecurityGroups: v.object({
    GroupId: v.string(),
    GroupName: optional,
    IpPermissions: some(permission),
    IpPermissionsEgress: some(permission),
  }),
  SecurityGroupRules: v.object({
    GroupId: v.string(),
    IsEgress: v.boolean(),
    IpProtocol: protocol,
    FromPort: v.optional(port),
    ToPort: v.optional(port),
    CidrIpv4: optionalCidr,
    CidrIpv6: optionalCidr,
    PrefixListId: optional,
    ReferencedGroupInfo: v.optional(v.object({ GroupId: v.string() })),
  }),
  NetworkAcls: v.object({
    NetworkAclId: v.string(),
    VpcId: optional,
    IsDefault: v.optional(v.boolean(), false),
    Associations: some(v.object({ SubnetId: optional })),
    Entries: some(entry),
  }),
  RouteTables: v.object({
    RouteTableId: v.string(),
    VpcId: optional,
    Associations: some(v.object({ SubnetId: optional, Main: v.optional(v.boolean(), false) })),
    Routes: some(route),
  }),
  Subnets: v.object({
    SubnetId: v.string(),
    VpcId: optional,
    OwnerId: optional,
    CidrBlock: optionalCidr,
    AvailabilityZone: optional,
    AvailabilityZoneId: optional,
    Ipv6CidrBlockAssociationSet: some(cidrAssociation),
  }),
  NetworkInterfaces: v.object({
    NetworkInterfaceId: v.string(),
    SubnetId: optional,
    VpcId: optional,
    AvailabilityZone: optional,
    Status: optional,
    InterfaceType: optional,
    PrivateIpAddress: optional,
    Ipv6Addresses: some(v.object({ Ipv6Address: optional })),
    Groups: some(v.object({ GroupId: optional })),
  }),
  VpcEndpoints: v.object({
    VpcEndpointId: v.string(),
    VpcEndpointType: optional,
    VpcId: optional,
    ServiceName: optional,
    State: optional,
    LastError: v.optional(v.object({ Code: optional, Message: optional })),
    PrivateDnsEnabled: v.optional(v.boolean()),
    IpAddressType: optional,
    SubnetIds: some(v.string()),
    NetworkInterfaceIds: some(v.string()),
    Groups: some(v.object({ GroupId: optional })),
  }),
  /** AWS's own lists, of gateway endpoints, with their CIDRs. */
  PrefixLists: v.object({ PrefixListId: v.string(), Cidrs: some(cidr) }),
  /** Of get-managed-prefix-list-entries, which does not say whose entries they are. */
  Entries: v.object({ Cidr: cidr }),
} as const;

export type Kind = keyof typeof SHAPES;
/** What was found of each kind. */
export type Found = { readonly [K in Kind]: v.InferOutput<(typeof SHAPES)[K]>[] };
