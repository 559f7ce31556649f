import { secretIdOf } from '../../../model/target.ts';
import { denialCheck } from '../support/denial-check.ts';

/** Across accounts the secret's policy must allow the caller, beside the caller's own. The same words come for a secret ARN of
 * another account or region than meant. */
export default denialCheck({
  code: 'iam/resource-implicit',
  title: "The secret's own policy does not let this caller in",
  healthy: 'the policy of the secret lets the caller in',
  kind: 'resource-based',
  effect: 'implicit',
  fixes: ({ target }) => [
    {
      say: "Compare account and region in the secret's ARN with the caller's; across accounts, allow the caller in the secret's policy",
    },
    {
      say: 'Read the policy of the secret',
      run: [
        'aws',
        'secretsmanager',
        'get-resource-policy',
        '--region',
        target.region,
        '--secret-id',
        secretIdOf(target),
      ],
    },
  ],
});
