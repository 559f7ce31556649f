import { denialCheck } from '../support/denial-check.ts';

/** A permissions boundary caps what the policies of the role can give; this call is outside it. */
export default denialCheck({
  code: 'iam/boundary-implicit',
  title: "The role's permissions boundary does not include reading the secret",
  healthy: 'the permissions boundary includes the call',
  kind: 'permissions boundary',
  effect: 'implicit',
  fixes: (_, { policyArn }) => [
    {
      say: `Add secretsmanager:GetSecretValue to the permissions boundary${policyArn ? ` ${policyArn}` : ''} of the role`,
    },
  ],
});
