import { changePolicy } from '../../../../lib/diagnose/steps/policies.ts';
import { checkOf } from '../../../support/check-of.ts';
import { checkTable } from '../../../support/check-table.ts';
import { denied, forbiddenBy, notAllowedBy, SECRET_ARN, target, VERIFIER_ARN, world } from '../../../support/world.ts';

const POLICY_ARN = 'arn:aws:iam::111122223333:policy/boundary';
const DENIED = notAllowedBy('permissions boundary');

checkTable(checkOf('iam/boundary-implicit'), {
  silent: [{ when: 'the boundary denies explicitly', world: world({ secret: forbiddenBy('a permissions boundary') }) }],
  nearMiss: [
    { when: 'a policy of the role lacks the allow', world: world({ secret: notAllowedBy('identity-based policy') }) },
    { when: 'the session policy lacks the allow', world: world({ secret: notAllowedBy('session policy') }) },
  ],
  reporting: [
    {
      when: "the boundary of the verifier's role does not include the call",
      world: world({ secret: DENIED }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, 'not allowed by any permissions boundary'],
    },
    {
      when: "the boundary of the workload's own role does not include the call",
      world: world({ secret: DENIED, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
    {
      when: 'AWS names the boundary',
      world: world({
        secret: denied(
          `because no permissions boundary allows the secretsmanager:GetSecretValue action: ${POLICY_ARN}`,
        ),
      }),
      problems: [
        {
          steps: [
            changePolicy(
              'boundary',
              `Add secretsmanager:GetSecretValue to the role's permissions boundary ${POLICY_ARN}`,
            ),
          ],
        },
      ],
      says: [SECRET_ARN],
    },
  ],
});
