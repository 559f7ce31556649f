import { changePolicy } from '../../../../lib/diagnose/steps/policies.ts';
import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

const POLICY_ARN = 'arn:aws:iam::111122223333:policy/no-secrets';

checkTable(checkOf('iam/identity-explicit'), {
  silent: [{ when: 'the role only lacks an allow', world: world({ secret: notAllowedBy('identity-based policy') }) }],
  nearMiss: [
    { when: 'the permissions boundary denies', world: world({ secret: forbiddenBy('a permissions boundary') }) },
    { when: "the secret's own policy denies", world: world({ secret: forbiddenBy('a resource-based policy') }) },
  ],
  reporting: [
    {
      when: "a policy of the verifier's role denies",
      world: world({ secret: forbiddenBy('an identity-based policy') }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'explicitly denied by an identity-based policy'],
    },
    {
      when: "a policy of the workload's own role denies",
      world: world({ secret: forbiddenBy('an identity-based policy'), target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
    {
      when: 'AWS names the policy',
      world: world({ secret: forbiddenBy(`an identity-based policy: ${POLICY_ARN}`) }),
      problems: [{ steps: [changePolicy('role', `Exempt this call from the Deny statement in ${POLICY_ARN}`)] }],
      says: [SECRET_ARN],
    },
  ],
});
