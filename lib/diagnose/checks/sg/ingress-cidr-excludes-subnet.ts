import { allowIngress, groupCheck } from '../support/group-check.ts';

/**
 * The endpoint's groups let TCP 443 in from a part of the client's subnet only: a rule by CIDR that is narrower than the
 * subnet, or older than its secondary range. A function gets any address of its subnets.
 * Source: VPC User Guide, "Security group rules".
 */
export default groupCheck({
  code: 'sg/ingress-cidr-excludes-subnet',
  extent: 'part',
  title: "The endpoint's security group lets port 443 in from a part of the client's addresses only",
  healthy: "the endpoint's security group covers all of the client's addresses",
  direction: 'in',
  fixes: allowIngress,
});
