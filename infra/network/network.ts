/** What has to be known of the network around endpoint and verifiers, told or looked up at deploy time. */
export interface Network {
  /** The endpoint's VPC. */
  readonly vpcId: string;
  /** Its first CIDR, which is one of IPv4. */
  readonly vpcCidrBlock: string;
  readonly cidrs: readonly string[];
  /** The verifiers' VPC. */
  readonly clientVpcId: string;
  /** Availability Zone id of one of the verifiers' subnets. */
  zoneOf(subnetId: string): string;
  /** Names of an endpoint that somebody else made. */
  readonly dnsNames: readonly string[];
}
