import { secretIdOf } from '../../../model/target.ts';
import { denialCheck } from '../support/denial-check.ts';

/** A Deny in the secret's policy applies, most often one that names the endpoint (aws:SourceVpce) or the VPC: the call came
 * another way, or the endpoint was made again and has a new id. */
export default denialCheck({
  code: 'iam/resource-explicit',
  title: "The secret's own policy forbids this call",
  healthy: 'the policy of the secret does not forbid the call',
  kind: 'resource-based',
  effect: 'explicit',
  fixes: ({ target }) => [
    { say: "Compare the aws:SourceVpce or aws:SourceVpc of the secret's policy with the endpoint in use" },
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
