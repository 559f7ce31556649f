import type { Configuration } from '../configuration.ts';
import type { Network } from './network.ts';

/** A network that the configuration tells, so that nothing is looked up. */
export function configuredNetwork(
  { vpcId, clientVpcId = vpcId, cidrs, zones }: NonNullable<Configuration['network']>,
  dnsNames: readonly string[] = [],
): Network {
  return {
    vpcId,
    vpcCidrBlock: cidrs.find((cidr) => !cidr.includes(':')) ?? '',
    cidrs,
    clientVpcId,
    zoneOf: (subnetId) => zones[subnetId] ?? 'unknown',
    dnsNames,
  };
}
