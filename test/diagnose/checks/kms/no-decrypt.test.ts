import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/kms/no-decrypt.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { notAllowedBy, refusal, SECRET_ARN, target, unread, world } from '../../../support/world.ts';

const KMS_DENIES = refusal('AccessDeniedException', 'Access to KMS is not allowed');

checkTable(check, {
  silent: [{ when: 'there is no such secret', world: world({ secret: refusal('ResourceNotFoundException', null) }) }],
  nearMiss: [
    {
      when: 'the secret itself may not be read',
      world: world({
        secret: notAllowedBy('identity-based policy'),
      }),
    },
    { when: 'access is denied without a word', world: world({ secret: refusal('AccessDeniedException', null) }) },
    {
      when: 'KMS throttles',
      world: world({ secret: refusal('ThrottlingException', 'The request was throttled by KMS') }),
    },
    {
      when: 'the words come from something that is not the service',
      world: world({ secret: unread('not-the-service', { message: 'Access to KMS is not allowed' }) }),
    },
  ],
  reporting: [
    {
      when: "KMS refuses the verifier's role",
      world: world({ secret: KMS_DENIES }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [SECRET_ARN, 'Access to KMS is not allowed.'],
    },
    {
      when: "KMS refuses the workload's own role",
      world: world({ secret: KMS_DENIES, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
    {
      when: 'the key cannot decrypt the secret',
      world: world({
        secret: refusal(
          'DecryptionFailure',
          "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
        ),
      }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: ["can't decrypt"],
    },
    {
      when: 'the failure has a name and no sentence',
      world: world({ secret: refusal('DecryptionFailure', null) }),
      problems: [{ severity: 'blocking' }],
      says: ['DecryptionFailure.'],
    },
  ],
});

test.each([
  'Access to KMS is not allowed',
  "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
])('the summary ends in one full stop, however the service ends: %s', (sentence) => {
  const [problem] = evaluate(check, world({ secret: refusal('DecryptionFailure', sentence) })) as readonly [Problem];
  expect(problem.summary).toMatch(/[^.]\.$/);
});
