import check from '../../../../lib/diagnose/checks/iam/no-reason.ts';
import { checkTable } from '../../../support/check-table.ts';
import {
  denied,
  forbiddenBy,
  notAllowedBy,
  refusal,
  SECRET_ARN,
  secret,
  target,
  VERIFIER_ARN,
  world,
} from '../../../support/world.ts';

checkTable(check, {
  silent: [
    {
      when: 'AWS names the policy that lacks an allow',
      world: world({ secret: notAllowedBy('identity-based policy') }),
    },
    { when: 'AWS names the policy that denies', world: world({ secret: forbiddenBy('a resource control policy') }) },
  ],
  nearMiss: [
    {
      when: 'it is KMS that denies',
      world: world({ secret: refusal('AccessDeniedException', 'Access to KMS is not allowed') }),
    },
    { when: 'the secret does not exist', world: world({ secret: refusal('ResourceNotFoundException', null) }) },
    {
      when: 'a proxy forbids, and not the service',
      world: world({ secret: secret({ outcome: 'not-the-service', errorName: 'Unknown', status: 403 }) }),
    },
  ],
  reporting: [
    {
      when: 'the sentence ends after the resource',
      world: world({ secret: denied('') }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [VERIFIER_ARN, SECRET_ARN, "doesn't name"],
    },
    {
      when: 'an explicit deny names no policy',
      world: world({ secret: denied('with an explicit deny'), target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [VERIFIER_ARN, SECRET_ARN],
    },
    {
      when: 'the secret is named without its ARN, as one that was not found here',
      world: world({
        secret: refusal(
          'AccessDeniedException',
          `User: ${VERIFIER_ARN} is not authorized to perform: secretsmanager:GetSecretValue on resource: prod/db`,
        ),
      }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: ['on prod/db is denied'],
    },
    {
      when: 'there is no sentence at all',
      world: world({ secret: refusal('AccessDeniedException', null, { status: 403 }) }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: [SECRET_ARN],
    },
  ],
});
