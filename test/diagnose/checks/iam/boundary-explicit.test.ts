import { changePolicy } from '../../../../lib/diagnose/steps/policies.ts';
import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

const POLICY_ARN = 'arn:aws:iam::111122223333:policy/boundary';
const DENIED = forbiddenBy('a permissions boundary');

checkTable(checkOf('iam/boundary-explicit'), {
  silent: [
    { when: 'the boundary only lacks an allow', world: world({ secret: notAllowedBy('permissions boundary') }) },
  ],
  nearMiss: [
    { when: 'a policy of the role denies', world: world({ secret: forbiddenBy('an identity-based policy') }) },
    { when: 'the session policy denies', world: world({ secret: forbiddenBy('a session policy') }) },
  ],
  reporting: [
    {
      when: "the boundary of the verifier's role forbids the call",
      world: world({ secret: DENIED }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'explicitly denied by a permissions boundary'],
    },
    {
      when: "the boundary of the workload's own role forbids the call",
      world: world({ secret: DENIED, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
    {
      when: 'AWS names the boundary',
      world: world({ secret: forbiddenBy(`a permissions boundary: ${POLICY_ARN}`) }),
      problems: [
        {
          steps: [
            changePolicy(
              'boundary',
              `Exempt this call from the Deny statement in the role's permissions boundary ${POLICY_ARN}`,
            ),
          ],
        },
      ],
      says: [SECRET_ARN],
    },
  ],
});
