import * as v from 'valibot';
import { parseAddress, parseCidr } from '../../lib/net/cidr.ts';
import { behaviour, byRole } from './behaviour.ts';

/** Formats are strict, because what stands here goes into the scripts of `ip` and `nft`. */
const id = v.pipe(v.string(), v.regex(/^[a-z]{1,6}-[0-9a-z]{1,40}$/, 'is no id such as sg-0123456789abcdef0'));
const address = v.pipe(
  v.string(),
  v.check((text) => parseAddress(text)?.family === 4, 'is no IPv4 address'),
);
const cidr = v.pipe(
  v.string(),
  v.check((text) => parseCidr(text)?.family === 4, 'is no IPv4 CIDR'),
);
const port = v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(65_535));
const name = v.pipe(v.string(), v.regex(/^[\w+=,.@:/-]{1,200}$/, 'holds characters that no such name has'));
const protocol = v.pipe(v.string(), v.regex(/^(tcp|udp|icmp|-1|\d{1,3})$/, 'is no protocol such as tcp, 6 or -1'));

const ipPermission = v.strictObject({
  IpProtocol: protocol,
  FromPort: v.optional(port),
  ToPort: v.optional(port),
  IpRanges: v.optional(v.array(v.strictObject({ CidrIp: cidr, Description: v.optional(v.string()) })), []),
  UserIdGroupPairs: v.optional(v.array(v.strictObject({ GroupId: id, Description: v.optional(v.string()) })), []),
  PrefixListIds: v.optional(v.array(v.strictObject({ PrefixListId: id })), []),
});

/** Of which only those of AWS Fault Injection Service matter here. */
const tags = v.optional(v.array(v.strictObject({ Key: v.string(), Value: v.string() })));

const securityGroup = v.strictObject({
  GroupId: id,
  GroupName: v.string(),
  IpPermissions: v.array(ipPermission),
  IpPermissionsEgress: v.array(ipPermission),
  Tags: tags,
});

const networkAclEntry = v.strictObject({
  RuleNumber: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(32_767)),
  Egress: v.boolean(),
  RuleAction: v.picklist(['allow', 'deny']),
  /** An IANA number, or -1 for all. */
  Protocol: protocol,
  CidrBlock: cidr,
  PortRange: v.optional(v.strictObject({ From: port, To: port })),
});

const vpc = v.strictObject({
  VpcId: id,
  CidrBlock: cidr,
  /** Another account's, where the VPC is shared. */
  OwnerId: v.pipe(v.string(), v.regex(/^\d{12}$/, 'is no account id')),
  DhcpOptionsId: id,
  EnableDnsSupport: v.boolean(),
  EnableDnsHostnames: v.boolean(),
});

const subnet = v.strictObject({
  SubnetId: id,
  VpcId: id,
  CidrBlock: cidr,
  AvailabilityZone: name,
  AvailabilityZoneId: name,
});

const networkInterface = v.strictObject({
  NetworkInterfaceId: id,
  SubnetId: id,
  PrivateIpAddress: address,
  AvailabilityZone: name,
  Status: v.optional(v.picklist(['in-use', 'available', 'detaching']), 'in-use'),
  Groups: v.array(v.strictObject({ GroupId: id })),
});

const route = v.strictObject({
  DestinationCidrBlock: cidr,
  State: v.picklist(['active', 'blackhole']),
  GatewayId: v.optional(name),
  NatGatewayId: v.optional(name),
  TransitGatewayId: v.optional(id),
});

const statement = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Principal: v.optional(v.literal('*')),
  Action: v.union([v.string(), v.array(v.string())]),
  Resource: v.union([v.string(), v.array(v.string())]),
  /** StringEquals, StringNotEquals, ArnEquals. */
  Condition: v.optional(v.record(v.string(), v.record(v.string(), v.union([v.string(), v.array(v.string())])))),
});

const policyDocument = v.strictObject({ Version: v.string(), Statement: v.array(statement) });

const secret = v.strictObject({
  ARN: v.string(),
  Name: v.string(),
  SecretString: v.string(),
  VersionId: v.string(),
  /** The secret's own policy. */
  ResourcePolicy: v.optional(policyDocument),
  /** Its own key; without one, the AWS managed key. */
  KmsKeyId: v.optional(v.string()),
  /** Set: the secret waits for its deletion. */
  DeletedDate: v.optional(v.string()),
});

const credentials = v.strictObject({
  AWS_ACCESS_KEY_ID: name,
  AWS_SECRET_ACCESS_KEY: name,
  AWS_SESSION_TOKEN: v.pipe(v.string(), v.regex(/^[\w+/=]{1,2000}$/, 'is no token')),
});

/** A whole world: resources in AWS's shapes, each under the role it plays, and how the parts behave. */
export const worldSchema = v.strictObject({
  Region: v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is no region')),
  AccountId: v.pipe(v.string(), v.regex(/^\d{12}$/, 'is no account id')),
  /** The client's. */
  Vpc: vpc,
  /** The endpoint's, where that is another one. */
  HubVpc: v.nullable(vpc),
  /** A free address for a resolver of one's own; the DHCP options may name it. */
  CustomResolverAddress: address,
  DhcpOptions: v.strictObject({ DomainNameServers: v.array(v.union([v.literal('AmazonProvidedDNS'), address])) }),
  /** `a` is the client's; each has an interface of the endpoint. */
  Subnets: byRole(subnet),
  SecurityGroups: byRole(securityGroup),
  NetworkAcls: byRole(
    v.strictObject({ NetworkAclId: id, SubnetIds: v.array(id), Entries: v.array(networkAclEntry), Tags: tags }),
  ),
  RouteTables: byRole(v.strictObject({ RouteTableId: id, SubnetIds: v.array(id), Routes: v.array(route) })),
  VpcEndpoint: v.strictObject({
    VpcEndpointId: id,
    VpcId: id,
    ServiceName: name,
    State: name,
    LastError: v.optional(v.strictObject({ Code: v.string(), Message: v.string() })),
    PrivateDnsEnabled: v.boolean(),
    PolicyDocument: policyDocument,
    DnsEntries: v.array(v.strictObject({ DnsName: name })),
  }),
  PrefixLists: v.record(id, v.array(cidr)),
  /**
   * The endpoint's, by the role of their subnet, and the client's own under `client`. Under `api`, if there is one, that of an
   * endpoint for the EC2, STS, KMS and Lambda APIs; without it, an isolated subnet has no way to them.
   */
  NetworkInterfaces: byRole(networkInterface),
  Role: v.strictObject({ RoleName: name, PolicyDocument: policyDocument }),
  /** Whoever looks from outside the VPC. */
  Operator: v.strictObject({ PolicyDocument: policyDocument, Credentials: credentials }),
  KmsKey: v.strictObject({
    KeyId: v.string(),
    Arn: v.string(),
    KeyState: v.picklist(['Enabled', 'Disabled', 'PendingDeletion', 'PendingImport', 'Unavailable']),
    DeletionDate: v.optional(v.number()),
  }),
  /** What the deployment told the function to read, and what a workload calls its own, whether they exist or not. */
  SecretIds: v.strictObject({ canary: v.string(), workload: v.string() }),
  Secrets: v.strictObject({ canary: v.nullable(secret), workload: v.nullable(secret) }),
  /** The function's credentials, made up. */
  Credentials: credentials,
  /** What the function's metadata endpoint wants to see. */
  MetadataToken: v.string(),
  /** The function's variables beside those that Lambda and the deployment set. */
  Environment: v.record(v.pipe(v.string(), v.regex(/^[A-Za-z_]\w{0,59}$/, 'is no name of a variable')), v.string()),
  PublicAddresses: v.strictObject({
    IPv4: address,
    /** The EC2, STS, KMS and Lambda APIs', as the internet sees them. */
    Apis: address,
    IPv6: v.pipe(
      v.string(),
      v.check((text) => parseAddress(text)?.family === 6, 'is no IPv6 address'),
    ),
  }),
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
  Object.keys(world.NetworkInterfaces).filter((role) => role !== 'client' && role !== 'api');

/** The role of the subnet that a network interface is in. */
export const subnetRoleOf = (world: World, interfaceRole: string): string => {
  const subnetId = world.NetworkInterfaces[interfaceRole]?.SubnetId;
  const found = Object.entries(world.Subnets).find(([, one]) => one.SubnetId === subnetId);
  if (!found) throw new Error(`the interface ${interfaceRole} is in no subnet of this world`);
  return found[0];
};

/** The APIs beside Secrets Manager that tell of the configuration, and IAM Identity Center's, which gives credentials. */
const APIS = ['ec2', 'sts', 'kms', 'lambda', 'portal.sso'] as const;

/** Their regional names in this world. */
export const apiHosts = (world: World): readonly string[] => APIS.map((api) => `${api}.${world.Region}.amazonaws.com`);

/** The service's regional name in this world. */
export const serviceHost = (world: World): string => `secretsmanager.${world.Region}.amazonaws.com`;

/** Where the service has a FIPS name. Source: Secrets Manager endpoints and quotas, General Reference. */
const WITH_FIPS_NAME: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1'],
];

/** The service's FIPS name in this world; null in a Region that has none. */
export const fipsHost = ({ Region }: World): string | null =>
  WITH_FIPS_NAME.includes(Region) ? `secretsmanager-fips.${Region}.amazonaws.com` : null;

/** Address number `offset` of a block, such as the VPC's router at 1 and its resolver at 2. */
export function addressIn(cidr: string, offset: number): string {
  const [base = ''] = cidr.split('/');
  const value = base.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0) + offset;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
