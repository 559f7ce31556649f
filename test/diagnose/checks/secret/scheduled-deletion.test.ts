import check from '../../../../lib/diagnose/checks/secret/scheduled-deletion.ts';
import { checkTable } from '../../../support/check-table.ts';
import { refusal, SECRET_ARN, target, world } from '../../../support/world.ts';

const MARKED = refusal(
  'InvalidRequestException',
  "You can't perform this operation on the secret because it was marked for deletion.",
);

checkTable(check, {
  silent: [{ when: 'there is no such secret', world: world({ secret: refusal('ResourceNotFoundException', null) }) }],
  nearMiss: [
    {
      when: 'the request is invalid for another reason',
      world: world({
        secret: refusal(
          'InvalidRequestException',
          'You provided a VersionStage that is not associated to the provided VersionId.',
        ),
      }),
    },
    {
      when: 'it is the key that waits for deletion',
      world: world({ secret: refusal('DecryptionFailure', 'The KMS key is pending deletion.') }),
    },
  ],
  reporting: [
    {
      when: "the verifier's own canary is marked",
      world: world({ secret: MARKED }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [SECRET_ARN, 'marked for deletion'],
    },
    {
      when: 'a secret of the workloads is marked',
      world: world({ secret: MARKED, target: target({ canary: false }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
    {
      when: 'the workload itself asks',
      world: world({ secret: MARKED, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
  ],
});
