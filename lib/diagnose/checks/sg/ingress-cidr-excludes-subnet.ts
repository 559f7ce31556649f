import { allowIngress, groupCheck } from '../support/group-check.ts';

/**
 * The endpoint's groups allow TCP 443 from only part of the client's subnet: a CIDR rule is narrower than the subnet, or older
 * than the VPC's secondary range. A function gets any address of its subnets.
 * Source: VPC User Guide, "Security group rules".
 */
export default groupCheck({
  code: 'sg/ingress-cidr-excludes-subnet',
  extent: 'part',
  title: "The endpoint's security group allows port 443 from only some of the client's addresses",
  healthy: "the endpoint's security group allows TCP 443 from all of the client's addresses",
  direction: 'in',
  steps: allowIngress,
});
