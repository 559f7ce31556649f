import { denialCheck } from '../support/denial-check.ts';

/** A service control policy of the organization denies; only the management account can see and change it. */
export default denialCheck({
  code: 'iam/scp-explicit',
  title: 'A service control policy forbids reading the secret',
  healthy: 'no service control policy forbids it',
  kind: 'service control',
  effect: 'explicit',
  fixes: (_, { policyArn }) => [
    {
      say: `Ask the administrator of the organization about ${policyArn ?? 'the service control policy that denies GetSecretValue'}`,
    },
  ],
});
