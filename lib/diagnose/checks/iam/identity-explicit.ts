import { denialCheck } from '../support/denial-check.ts';

/** A Deny statement in a policy of the role applies; it beats every Allow. */
export default denialCheck({
  code: 'iam/identity-explicit',
  title: 'A policy of the role forbids reading the secret',
  healthy: 'no policy of the role forbids it',
  kind: 'identity-based',
  effect: 'explicit',
  fixes: (_, { policyArn }) => [
    {
      say: `Find the Deny statement ${policyArn ? `in ${policyArn}` : 'in the policies of the role'} and its condition`,
    },
  ],
});
