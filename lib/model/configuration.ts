import type {
  DhcpOptions,
  NetworkAcl,
  NetworkInterface,
  PrefixList,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
  VpcEndpoint,
} from './aws.ts';

/** Where the calls under test come from: told at deploy time, read from Lambda, or found by this host's own address. */
export interface Client {
  /** Decides the ephemeral ports that replies go to. */
  readonly kind: 'lambda' | 'linux' | 'windows';
  readonly vpcId: string | null;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Its exact addresses; empty where only the subnets are known. */
  readonly addresses: readonly string[];
}

export interface Caller {
  readonly accountId: string;
}

export interface VpcDnsAttributes {
  readonly enableDnsSupport: boolean;
  readonly enableDnsHostnames: boolean;
}

/** AWS's side of the endpoint: the service that answers to the name under test. */
export interface EndpointService {
  readonly serviceName: string;
  readonly privateDnsNames: readonly string[];
  readonly availabilityZones: readonly string[];
}

/** The description of the secret, without names of other things: what decides whether the secret can be read. */
export interface SecretDescription {
  readonly arn: string;
  /** Null: the service's AWS managed key. */
  readonly kmsKeyId: string | null;
  /** ISO 8601; null where the secret is not scheduled for deletion. */
  readonly deletedDate: string | null;
}

export interface KmsKey {
  readonly arn: string;
  /** `Enabled`, `Disabled`, `PendingDeletion`, `PendingImport`, `Unavailable` and others. */
  readonly keyState: string;
  /** ISO 8601; null where no deletion is scheduled. */
  readonly deletionDate: string | null;
}

/** What AWS's APIs say of the configuration. */
export interface ConfigurationValues {
  readonly client: Client;
  readonly caller: Caller;
  /** The client's VPC. */
  readonly vpc: Vpc;
  readonly vpcDnsAttributes: VpcDnsAttributes;
  /** Null: the VPC has no option set, and its hosts no resolver from it. */
  readonly dhcpOptions: DhcpOptions | null;
  /** All subnets, ACLs and route tables of the client's VPC and, where that is another one, of the endpoint's. */
  readonly subnets: readonly Subnet[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly routeTables: readonly RouteTable[];
  /** Every endpoint of the client's VPC, and the one that was named, wherever it is. */
  readonly vpcEndpoints: readonly VpcEndpoint[];
  /** Those of the service's endpoints, and the client's where they can be told. */
  readonly networkInterfaces: readonly NetworkInterface[];
  /** The groups of these interfaces and of the client, and the groups that their rules refer to. */
  readonly securityGroups: readonly SecurityGroup[];
  /** Lists that these groups' rules and the routes refer to. */
  readonly prefixLists: readonly PrefixList[];
  /** Null: no service of the Region has the name under test among its private names. */
  readonly endpointService: EndpointService | null;
  readonly secretDescription: SecretDescription;
  /** Null: the secret is under the AWS managed key, which is always enabled. */
  readonly kmsKey: KmsKey | null;
}

export type ConfigurationName = keyof ConfigurationValues;

/** Every configuration fact's name; the type makes it complete. */
export const CONFIGURATION_NAMES: Readonly<Record<ConfigurationName, true>> = {
  client: true,
  caller: true,
  vpc: true,
  vpcDnsAttributes: true,
  dhcpOptions: true,
  subnets: true,
  networkAcls: true,
  routeTables: true,
  vpcEndpoints: true,
  networkInterfaces: true,
  securityGroups: true,
  prefixLists: true,
  endpointService: true,
  secretDescription: true,
  kmsKey: true,
};
