import { allowIngress, groupCheck } from '../support/group-check.ts';

/**
 * The groups of the endpoint's interface have no rule that lets TCP 443 in from the client: the SYN is dropped in silence at
 * the endpoint. The most common fault of all, since an endpoint that is made without a group gets the VPC's default one,
 * which lets in only its own members.
 * Source: VPC User Guide, "Security group rules".
 */
export default groupCheck({
  code: 'sg/endpoint-ingress-missing',
  extent: 'all',
  title: "The endpoint's security group does not let port 443 in from the client",
  healthy: "the endpoint's security group lets 443 in from the client",
  direction: 'in',
  fixes: allowIngress,
});
