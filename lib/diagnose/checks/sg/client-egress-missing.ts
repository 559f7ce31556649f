import { allowEgress, groupCheck } from '../support/group-check.ts';

/**
 * The client's groups have no rule that lets TCP 443 out to the endpoint. Groups only allow, so what no rule names is dropped
 * in silence before it leaves the interface. Terraform and CDK take away the egress rule that EC2 would have made.
 * Source: VPC User Guide, "Security group rules".
 */
export default groupCheck({
  code: 'sg/client-egress-missing',
  extent: 'all',
  title: "The client's security group does not let port 443 out to the endpoint",
  healthy: "the client's security group lets 443 out to the endpoint",
  direction: 'out',
  fixes: allowEgress,
});
