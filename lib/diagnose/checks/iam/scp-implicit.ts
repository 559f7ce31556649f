import { denialCheck } from '../support/denial-check.ts';

/** An organization that uses allow lists must allow the action at every level above the account. */
export default denialCheck({
  code: 'iam/scp-implicit',
  title: 'No service control policy allows reading the secret',
  healthy: 'service control policies allow the call',
  kind: 'service control',
  effect: 'implicit',
  fixes: () => [
    { say: 'Ask the administrator of the organization to allow secretsmanager:GetSecretValue for the account' },
  ],
});
