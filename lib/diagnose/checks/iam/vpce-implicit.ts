import { secretIdOf } from '../../../model/target.ts';
import { denialCheck } from '../support/denial-check.ts';
import { readPolicy } from '../support/endpoint-policy.ts';

/** The call arrived at the endpoint, and no statement of its policy allows this caller, action and secret together. The same
 * call from outside the VPC would pass. Changes of an endpoint policy take some minutes to apply. */
export default denialCheck({
  code: 'iam/vpce-implicit',
  title: "The endpoint's policy does not allow reading this secret",
  healthy: 'the policy of the endpoint allows the call',
  kind: 'VPC endpoint',
  effect: 'implicit',
  fixes: ({ target }) => [
    { say: `Allow secretsmanager:GetSecretValue on ${secretIdOf(target)} in the policy of the endpoint` },
    readPolicy(target),
  ],
});
