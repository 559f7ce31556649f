import { denialCheck } from '../support/denial-check.ts';

/** A Deny statement in the role's permissions boundary applies. */
export default denialCheck({
  code: 'iam/boundary-explicit',
  title: "The role's permissions boundary forbids reading the secret",
  healthy: 'the permissions boundary forbids nothing',
  kind: 'permissions boundary',
  effect: 'explicit',
  fixes: (_, { policyArn }) => [
    { say: `Find the Deny statement in the permissions boundary${policyArn ? ` ${policyArn}` : ''} of the role` },
  ],
});
