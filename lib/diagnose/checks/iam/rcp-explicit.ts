import { denialCheck } from '../support/denial-check.ts';

/** A resource control policy of the organization denies, often for calls from outside a data perimeter (aws:SourceVpce,
 * aws:PrincipalOrgID). */
export default denialCheck({
  code: 'iam/rcp-explicit',
  title: 'A resource control policy forbids reading the secret',
  healthy: 'no resource control policy forbids it',
  kind: 'resource control',
  effect: 'explicit',
  fixes: (_, { policyArn }) => [
    {
      say: `Ask the administrator of the organization about ${policyArn ?? 'the resource control policy that denies GetSecretValue'}, and which endpoint it expects`,
    },
  ],
});
