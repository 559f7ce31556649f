import * as v from 'valibot';

const some = <T extends v.GenericSchema>(item: T) => v.optional(v.array(item), []);

/** A port, or a type or code of ICMP; -1 stands for all. */
const port = v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(65_535));

const permission = v.object({
  IpProtocol: v.string(),
  FromPort: v.optional(port),
  ToPort: v.optional(port),
  IpRanges: some(v.object({ CidrIp: v.string() })),
  Ipv6Ranges: some(v.object({ CidrIpv6: v.string() })),
  UserIdGroupPairs: some(v.object({ GroupId: v.string() })),
  PrefixListIds: some(v.object({ PrefixListId: v.string() })),
});
const optional = v.optional(v.string());
const cidrAssociation = v.object({ Ipv6CidrBlock: optional });

/**
 * How each kind of resource looks in the AWS CLI's output and in the SDK's answers, by the top-level key that it stands under.
 * Unknown keys fall away.
 */
export const SHAPES = {
  Vpcs: v.object({
    VpcId: v.string(),
    OwnerId: optional,
    DhcpOptionsId: optional,
    CidrBlock: optional,
    CidrBlockAssociationSet: some(v.object({ CidrBlock: optional })),
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
    IpProtocol: v.string(),
    FromPort: v.optional(port),
    ToPort: v.optional(port),
    CidrIpv4: optional,
    CidrIpv6: optional,
    PrefixListId: optional,
    ReferencedGroupInfo: v.optional(v.object({ GroupId: v.string() })),
  }),
  NetworkAcls: v.object({
    NetworkAclId: v.string(),
    VpcId: optional,
    IsDefault: v.optional(v.boolean(), false),
    Associations: some(v.object({ SubnetId: optional })),
    Entries: some(
      v.object({
        RuleNumber: v.pipe(v.number(), v.integer()),
        Egress: v.boolean(),
        RuleAction: v.picklist(['allow', 'deny']),
        Protocol: v.string(),
        CidrBlock: optional,
        Ipv6CidrBlock: optional,
        PortRange: v.optional(v.object({ From: port, To: port })),
      }),
    ),
  }),
  RouteTables: v.object({
    RouteTableId: v.string(),
    VpcId: optional,
    Associations: some(v.object({ SubnetId: optional, Main: v.optional(v.boolean(), false) })),
    Routes: some(
      v.object({
        DestinationCidrBlock: optional,
        DestinationIpv6CidrBlock: optional,
        DestinationPrefixListId: optional,
        State: optional,
        GatewayId: optional,
        NatGatewayId: optional,
        TransitGatewayId: optional,
        VpcPeeringConnectionId: optional,
        NetworkInterfaceId: optional,
      }),
    ),
  }),
  Subnets: v.object({
    SubnetId: v.string(),
    VpcId: optional,
    OwnerId: optional,
    CidrBlock: optional,
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
  /** Of get-managed-prefix-list-entries, which does not say whose entries they are. */
  Entries: v.object({ Cidr: v.string() }),
} as const;

export type Kind = keyof typeof SHAPES;
/** What was found of each kind. */
export type Found = { readonly [K in Kind]: v.InferOutput<(typeof SHAPES)[K]>[] };
