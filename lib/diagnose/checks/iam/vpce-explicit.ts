import { denialCheck } from '../support/denial-check.ts';
import { readPolicy } from '../support/endpoint-policy.ts';

/** The call arrived at the endpoint, and a Deny statement of its policy applies; it beats every Allow. */
export default denialCheck({
  code: 'iam/vpce-explicit',
  title: "The endpoint's policy forbids reading this secret",
  healthy: 'the policy of the endpoint does not forbid the call',
  kind: 'VPC endpoint',
  effect: 'explicit',
  fixes: ({ target }) => [
    { say: 'Find the Deny statement in the policy of the endpoint, and its condition' },
    readPolicy(target),
  ],
});
