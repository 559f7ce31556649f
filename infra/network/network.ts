import type { IResolvable } from 'aws-cdk-lib';
import type { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';

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
