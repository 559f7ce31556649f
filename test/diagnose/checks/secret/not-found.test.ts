import check from '../../../../lib/diagnose/checks/secret/not-found.ts';
import { checkTable } from '../../../support/check-table.ts';
import { notAllowedBy, refusal, SECRET_ARN, target, world } from '../../../support/world.ts';

const MISSING = refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

checkTable(check, {
  silent: [
    {
      when: 'the secret waits for its deletion',
      world: world({
        secret: refusal(
          'InvalidRequestException',
          "You can't perform this operation on the secret because it was marked for deletion.",
        ),
      }),
    },
  ],
  nearMiss: [
    {
      when: 'the secret exists and only its value is missing',
      world: world({
        secret: refusal(
          'ResourceNotFoundException',
          "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
        ),
      }),
    },
    {
      when: 'IAM denies before existence is asked',
      world: world({ secret: notAllowedBy('identity-based policy') }),
    },
  ],
  reporting: [
    {
      when: "the verifier's own canary is missing",
      world: world({ secret: MISSING }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [SECRET_ARN, 'eu-west-2'],
    },
    {
      when: 'a secret of the workloads is missing',
      world: world({ secret: MISSING, target: target({ canary: false, secretId: 'prod/db' }) }),
      problems: [{ severity: 'blocking', on: 'all', resources: ['prod/db'] }],
      says: ['prod/db'],
    },
    {
      when: 'the workload itself asks',
      world: world({ secret: MISSING, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
  ],
});
