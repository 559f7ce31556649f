import { secretIdOf } from '../../../model/target.ts';
import { denialCheck } from '../support/denial-check.ts';

/** No policy of the role allows GetSecretValue on the secret. An exact ARN in a policy stops matching when the secret is made
 * again: its suffix of six characters is new. */
export default denialCheck({
  code: 'iam/identity-implicit',
  title: 'The role has no permission to read the secret',
  healthy: 'the role may read the secret',
  kind: 'identity-based',
  effect: 'implicit',
  fixes: ({ target }) => [
    {
      say: `Allow secretsmanager:GetSecretValue on ${secretIdOf(target)} in a policy of the role; end the ARN with -?????? so that it survives a new suffix`,
    },
  ],
});
