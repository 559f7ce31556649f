import type { Configuration } from '../configuration.ts';
import type { Network } from './network.ts';

/** A network that the configuration tells, so that nothing is looked up. */
export function configuredNetwork(
  { vpcId, clientVpcId = vpcId, cidrs, zones }: NonNullable<Configuration['network']>,
  dnsNames: readonly string[] = [],
): Network {
  return {
    vpcId,
    vpcCidrBlock: cidrs[0] ?? '',
    cidrs,
    httpsRules: cidrs.map((cidr) => ({ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ...blockOf(cidr) })),
    clientVpcId,
    zoneOf: (subnetId) => zones[subnetId] ?? 'unknown',
    dnsNames,
  };
}

const blockOf = (cidr: string) => (cidr.includes(':') ? { cidrIpv6: cidr } : { cidrIp: cidr });

/** Where there is no endpoint, nobody asks. */
export const NO_NETWORK: Network = {
  vpcId: '',
  vpcCidrBlock: '',
  cidrs: [],
  httpsRules: [],
  clientVpcId: '',
  zoneOf: () => '',
  dnsNames: [],
};
