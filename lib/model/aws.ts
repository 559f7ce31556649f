/**
 * EC2's resources, as its Describe calls return them: AWS's names and shapes, and only the fields that rulings read.
 * Source: Amazon EC2 API Reference. Lists that AWS leaves out are empty here.
 */
export interface IpPermission {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, an IANA number as text, or `-1` for all. */
  readonly IpProtocol: string;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly IpRanges: readonly { readonly CidrIp: string }[];
  readonly Ipv6Ranges: readonly { readonly CidrIpv6: string }[];
  readonly UserIdGroupPairs: readonly { readonly GroupId: string }[];
  readonly PrefixListIds: readonly { readonly PrefixListId: string }[];
}

export interface SecurityGroup {
  readonly GroupId: string;
  readonly GroupName?: string | undefined;
  readonly IpPermissions: readonly IpPermission[];
  readonly IpPermissionsEgress: readonly IpPermission[];
}

export interface NetworkAclEntry {
  readonly RuleNumber: number;
  readonly Egress: boolean;
  readonly RuleAction: 'allow' | 'deny';
  /** An IANA number as text, or `-1` for all. */
  readonly Protocol: string;
  readonly CidrBlock?: string | undefined;
  readonly Ipv6CidrBlock?: string | undefined;
  readonly PortRange?: { readonly From: number; readonly To: number } | undefined;
}

export interface NetworkAcl {
  readonly NetworkAclId: string;
  readonly VpcId?: string | undefined;
  readonly IsDefault: boolean;
  readonly Associations: readonly { readonly SubnetId?: string | undefined }[];
  readonly Entries: readonly NetworkAclEntry[];
}

export interface Route {
  readonly DestinationCidrBlock?: string | undefined;
  readonly DestinationIpv6CidrBlock?: string | undefined;
  readonly DestinationPrefixListId?: string | undefined;
  readonly State?: string | undefined;
  readonly GatewayId?: string | undefined;
  readonly NatGatewayId?: string | undefined;
  readonly TransitGatewayId?: string | undefined;
  readonly VpcPeeringConnectionId?: string | undefined;
  readonly EgressOnlyInternetGatewayId?: string | undefined;
  readonly NetworkInterfaceId?: string | undefined;
}

export interface RouteTable {
  readonly RouteTableId: string;
  readonly VpcId?: string | undefined;
  readonly Associations: readonly { readonly SubnetId?: string | undefined; readonly Main: boolean }[];
  readonly Routes: readonly Route[];
}

export interface Vpc {
  readonly VpcId: string;
  readonly OwnerId?: string | undefined;
  readonly DhcpOptionsId?: string | undefined;
  readonly CidrBlock?: string | undefined;
  readonly CidrBlockAssociationSet: readonly { readonly CidrBlock?: string | undefined }[];
  readonly Ipv6CidrBlockAssociationSet: readonly { readonly Ipv6CidrBlock?: string | undefined }[];
}

export interface DhcpOptions {
  readonly DhcpOptionsId?: string | undefined;
  readonly DhcpConfigurations: readonly {
    readonly Key: string;
    readonly Values: readonly { readonly Value: string }[];
  }[];
}

export interface Subnet {
  readonly SubnetId: string;
  readonly VpcId?: string | undefined;
  readonly OwnerId?: string | undefined;
  readonly CidrBlock?: string | undefined;
  readonly AvailabilityZone?: string | undefined;
  /** The same in every account, as the zone's name is not. */
  readonly AvailabilityZoneId?: string | undefined;
  readonly Ipv6CidrBlockAssociationSet: readonly { readonly Ipv6CidrBlock?: string | undefined }[];
}

export interface NetworkInterface {
  readonly NetworkInterfaceId: string;
  readonly SubnetId?: string | undefined;
  readonly VpcId?: string | undefined;
  readonly AvailabilityZone?: string | undefined;
  /** `in-use` where it is attached. */
  readonly Status?: string | undefined;
  /** `vpc_endpoint`, `lambda`, `interface` and others. */
  readonly InterfaceType?: string | undefined;
  readonly PrivateIpAddress?: string | undefined;
  readonly Ipv6Addresses: readonly { readonly Ipv6Address?: string | undefined }[];
  readonly Groups: readonly { readonly GroupId?: string | undefined }[];
}

export interface VpcEndpoint {
  readonly VpcEndpointId: string;
  readonly VpcEndpointType?: string | undefined;
  readonly VpcId?: string | undefined;
  readonly ServiceName?: string | undefined;
  /** `available`, `pending` and others; the API's spelling of case varies. */
  readonly State?: string | undefined;
  readonly LastError?: { readonly Code?: string | undefined; readonly Message?: string | undefined } | undefined;
  readonly PrivateDnsEnabled?: boolean | undefined;
  /** `ipv4`, `ipv6` or `dualstack`. */
  readonly IpAddressType?: string | undefined;
  readonly SubnetIds: readonly string[];
  readonly NetworkInterfaceIds: readonly string[];
  readonly Groups: readonly { readonly GroupId?: string | undefined }[];
}

/** A managed prefix list with its entries, which AWS returns by two calls. */
export interface PrefixList {
  readonly PrefixListId: string;
  readonly Cidrs: readonly string[];
}

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
