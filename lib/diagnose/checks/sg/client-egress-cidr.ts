import { allowEgress, groupCheck } from '../support/group-check.ts';

/**
 * The client's groups let TCP 443 out to a part of what is on the other side alone. Whether a call passes depends on which
 * address it uses.
 * Source: VPC User Guide, "Security group rules".
 */
export default groupCheck({
  code: 'sg/client-egress-cidr',
  extent: 'part',
  title: "The client's security group lets port 443 out to a part of the endpoint's addresses only",
  healthy: "the client's security group lets 443 out to all that it must reach",
  direction: 'out',
  fixes: allowEgress,
});
