import { allowEgress, groupCheck } from '../support/group-check.ts';

/**
 * The client's groups have no rule that allows TCP 443 to the endpoint. Groups only allow, so what no rule names is dropped
 * silently before it leaves the interface. Terraform removes the default egress rule, and CDK can.
 * Source: VPC User Guide, "Security group rules".
 */
export default groupCheck({
  code: 'sg/client-egress-missing',
  extent: 'all',
  title: "The client's security group doesn't allow port 443 to the endpoint",
  healthy: "the client's security group allows TCP 443 to the endpoint",
  direction: 'out',
  steps: allowEgress,
});
