import { allowIngress, groupCheck } from '../support/group-check.ts';

/**
 * The groups of the endpoint's interface have no rule that allows TCP 443 from the client: the SYN is dropped silently at the
 * endpoint. The most common fault of all, since an endpoint created without a group gets the VPC's default one, which allows
 * only its own members.
 * Source: VPC User Guide, "Security group rules".
 */
export default groupCheck({
  code: 'sg/endpoint-ingress-missing',
  extent: 'all',
  title: "The endpoint's security group doesn't allow port 443 from the client",
  healthy: "the endpoint's security group allows TCP 443 from the client",
  direction: 'in',
  steps: allowIngress,
});
