import type { DhcpOptions, NetworkConfiguration, Vpc, VpcDnsAttributes } from './aws.ts';
import type { Caller, EndpointService, KmsKey, SecretDescription } from './aws-services.ts';
import type { ResourceKind } from './inventory.ts';
import type { Source } from './run.ts';

/** What AWS's APIs say of the surroundings of one run. */
export interface ConfigurationValues extends NetworkConfiguration {
  readonly source: Source;
  readonly caller: Caller;
  /** The source's VPC. */
  readonly vpc: Vpc;
  readonly vpcDnsAttributes: VpcDnsAttributes;
  /** Null: the VPC has no option set, and its hosts no resolver from it. */
  readonly dhcpOptions: DhcpOptions | null;
  /** Null: no service of the Region has the name under test among its private names. */
  readonly endpointService: EndpointService | null;
  readonly secretDescription: SecretDescription;
  /** Null: the secret is under the AWS managed key, which is always enabled. */
  readonly kmsKey: KmsKey | null;
}

export type ConfigurationName = keyof ConfigurationValues;

/** Every configuration fact's name, and the kind of resource that it is taken from; the type makes it complete. */
export const CONFIGURATION_NAMES: Readonly<Record<ConfigurationName, ResourceKind | null>> = {
  /** A run's own. */
  source: null,
  caller: 'callers',
  vpc: 'vpcs',
  vpcDnsAttributes: 'vpcDnsAttributes',
  dhcpOptions: 'dhcpOptions',
  subnets: 'subnets',
  networkAcls: 'networkAcls',
  routeTables: 'routeTables',
  vpcEndpoints: 'vpcEndpoints',
  networkInterfaces: 'networkInterfaces',
  securityGroups: 'securityGroups',
  prefixLists: 'prefixLists',
  endpointService: 'endpointServices',
  secretDescription: 'secrets',
  kmsKey: 'kmsKeys',
};
