import { Fn, type IResolvable } from 'aws-cdk-lib';
import type { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Configuration } from '../configuration.ts';

/** What has to be known of the network around endpoint and verifiers, told or looked up at deploy time. */
export interface Network {
  /** The endpoint's VPC. */
  readonly vpcId: string;
  readonly vpcCidrBlock: string;
  readonly cidrs: readonly string[];
  /** HTTPS from or to every CIDR of that VPC, as inline rules of a security group. */
  readonly httpsRules: IResolvable | readonly CfnSecurityGroup.EgressProperty[];
  /** The verifiers' VPC. */
  readonly clientVpcId: string;
  /** Availability Zone id of one of the verifiers' subnets. */
  zoneOf(subnetId: string): string;
  /** Names of an endpoint that somebody else made. */
  readonly dnsNames: readonly string[];
}

/** A network that the configuration tells, so that nothing is looked up. */
export function toldNetwork(
  { vpcId, cidrs, zones }: NonNullable<Configuration['network']>,
  dnsNames: readonly string[] = [],
): Network {
  return {
    vpcId,
    vpcCidrBlock: cidrs[0] ?? '',
    cidrs,
    httpsRules: cidrs.map((cidr) => ({ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ...blockOf(cidr) })),
    clientVpcId: vpcId,
    zoneOf: (subnetId) => zones[subnetId] ?? 'unknown',
    dnsNames,
  };
}

const blockOf = (cidr: string) => (cidr.includes(':') ? { cidrIpv6: cidr } : { cidrIp: cidr });

/** A JSON list of texts, also of those that are known only at deploy time. */
export const jsonList = (texts: readonly string[]): string => `["${Fn.join('","', [...texts])}"]`;

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
