import { allowEgress, groupCheck } from '../support/group-check.ts';

/**
 * The client's groups allow TCP 443 to only some of the endpoint's addresses. Whether a call passes depends on which address it
 * uses.
 * Source: VPC User Guide, "Security group rules".
 */
export default groupCheck({
  code: 'sg/client-egress-cidr',
  extent: 'part',
  title: "The client's security group allows port 443 to only some of the endpoint's addresses",
  healthy: "the client's security group allows TCP 443 to all of the endpoint's addresses",
  direction: 'out',
  steps: allowEgress,
});
