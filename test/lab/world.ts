import * as v from 'valibot';

const ipPermission = v.looseObject({
  IpProtocol: v.string(),
  FromPort: v.optional(v.number()),
  ToPort: v.optional(v.number()),
  IpRanges: v.optional(v.array(v.looseObject({ CidrIp: v.string() })), []),
  UserIdGroupPairs: v.optional(v.array(v.looseObject({ GroupId: v.string() })), []),
});

const securityGroup = v.looseObject({
  GroupId: v.string(),
  GroupName: v.string(),
  IpPermissions: v.array(ipPermission),
  IpPermissionsEgress: v.array(ipPermission),
});

const networkAclEntry = v.looseObject({
  RuleNumber: v.number(),
  Egress: v.boolean(),
  RuleAction: v.picklist(['allow', 'deny']),
  /** An IANA number, or -1 for all. */
  Protocol: v.string(),
  CidrBlock: v.string(),
  PortRange: v.optional(v.looseObject({ From: v.number(), To: v.number() })),
});

const subnet = v.looseObject({
  SubnetId: v.string(),
  CidrBlock: v.string(),
  AvailabilityZone: v.string(),
  AvailabilityZoneId: v.string(),
});

const networkInterface = v.looseObject({
  NetworkInterfaceId: v.string(),
  SubnetId: v.string(),
  PrivateIpAddress: v.string(),
  AvailabilityZone: v.string(),
  Groups: v.array(v.looseObject({ GroupId: v.string() })),
});

const statement = v.looseObject({
  Effect: v.picklist(['Allow', 'Deny']),
  Action: v.union([v.string(), v.array(v.string())]),
  Resource: v.union([v.string(), v.array(v.string())]),
});

export const policyDocument = v.looseObject({ Version: v.string(), Statement: v.array(statement) });

const secret = v.looseObject({
  ARN: v.string(),
  Name: v.string(),
  SecretString: v.string(),
  VersionId: v.string(),
  /** Set: the secret waits for its deletion. */
  DeletedDate: v.optional(v.string()),
});

const RESOLVER = [
  'answers',
  'public',
  'name-not-found',
  'no-address',
  'server-failed',
  'refused',
  'silent',
  'tcp-dead',
] as const;

const INTERFACE = ['serves', 'dead', 'refuses'] as const;

const TLS = [
  'amazon',
  'intercepted',
  'self-signed',
  'wrong-host',
  'expired',
  'not-yet-valid',
  'no-intermediate',
  'plain-http',
  'reset',
  'silent',
] as const;

const SERVICE = [
  'serves',
  'silent',
  'throttles',
  'fails',
  'block-page',
  'empty',
  'truncated',
  'quotes-request',
] as const;

/** What AWS's APIs have no shape for: how resolvers, interfaces and the service behave. */
const behaviour = v.strictObject({
  amazonResolver: v.picklist(RESOLVER),
  /** The server that the DHCP options name, where that is not Amazon's. */
  customResolver: v.picklist(RESOLVER),
  /** By subnet role; a role that is not named serves. */
  interfaces: v.record(v.string(), v.picklist(INTERFACE)),
  tls: v.picklist(TLS),
  service: v.picklist(SERVICE),
});

/** A whole world: resources in AWS's shapes, each under the role it plays, and how the parts behave. */
export const worldSchema = v.strictObject({
  Region: v.string(),
  AccountId: v.string(),
  Vpc: v.looseObject({
    VpcId: v.string(),
    CidrBlock: v.string(),
    EnableDnsSupport: v.boolean(),
    EnableDnsHostnames: v.boolean(),
  }),
  /** A free address for a resolver of one's own; the DHCP options may name it. */
  CustomResolverAddress: v.string(),
  DhcpOptions: v.looseObject({ DomainNameServers: v.array(v.string()) }),
  /** `a` is the client's; each has an interface of the endpoint. */
  Subnets: v.record(v.string(), subnet),
  SecurityGroups: v.record(v.string(), securityGroup),
  NetworkAcls: v.record(
    v.string(),
    v.looseObject({ NetworkAclId: v.string(), SubnetIds: v.array(v.string()), Entries: v.array(networkAclEntry) }),
  ),
  RouteTables: v.record(
    v.string(),
    v.looseObject({
      RouteTableId: v.string(),
      SubnetIds: v.array(v.string()),
      Routes: v.array(v.looseObject({ DestinationCidrBlock: v.string(), State: v.picklist(['active', 'blackhole']) })),
    }),
  ),
  VpcEndpoint: v.looseObject({
    VpcEndpointId: v.string(),
    ServiceName: v.string(),
    PrivateDnsEnabled: v.boolean(),
    PolicyDocument: policyDocument,
    DnsEntries: v.array(v.looseObject({ DnsName: v.string() })),
  }),
  /** The endpoint's, by the role of their subnet, and the client's own under `client`. */
  NetworkInterfaces: v.record(v.string(), networkInterface),
  Role: v.looseObject({ RoleName: v.string(), PolicyDocument: policyDocument }),
  /** What the deployment told the function to read, and what a workload calls its own, whether they exist or not. */
  SecretIds: v.strictObject({ canary: v.string(), workload: v.string() }),
  Secrets: v.strictObject({ canary: v.nullable(secret), workload: v.nullable(secret) }),
  /** The function's credentials, made up. */
  Credentials: v.strictObject({
    AWS_ACCESS_KEY_ID: v.string(),
    AWS_SECRET_ACCESS_KEY: v.string(),
    AWS_SESSION_TOKEN: v.string(),
  }),
  PublicAddresses: v.strictObject({ IPv4: v.string(), IPv6: v.string() }),
  Behaviour: behaviour,
});

export type World = v.InferOutput<typeof worldSchema>;
export type SecurityGroup = World['SecurityGroups'][string];
export type IpPermission = v.InferOutput<typeof ipPermission>;
export type NetworkAclEntry = v.InferOutput<typeof networkAclEntry>;
export type PolicyDocument = v.InferOutput<typeof policyDocument>;
export type Secret = v.InferOutput<typeof secret>;

/** The roles of the endpoint's interfaces: every subnet that has one. */
export const endpointRoles = (world: World): readonly string[] =>
  Object.keys(world.NetworkInterfaces).filter((role) => role !== 'client');

/** The role of the subnet that a network interface is in. */
export const subnetRoleOf = (world: World, role: string): string => {
  const subnetId = world.NetworkInterfaces[role]?.SubnetId;
  const found = Object.entries(world.Subnets).find(([, one]) => one.SubnetId === subnetId);
  if (!found) throw new Error(`the interface ${role} is in no subnet of this world`);
  return found[0];
};

/** The service's regional name in this world. */
export const serviceHost = (world: World): string => `secretsmanager.${world.Region}.amazonaws.com`;

/** Address number `offset` of a block, such as the VPC's router at 1 and its resolver at 2. */
export function addressIn(cidr: string, offset: number): string {
  const [base = ''] = cidr.split('/');
  const value = base.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0) + offset;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
