import check from '../../../../lib/diagnose/checks/secret/no-awscurrent.ts';
import { checkTable } from '../../../support/check-table.ts';
import { refusal, SECRET_ARN, secret, target, world } from '../../../support/world.ts';

const VALUELESS = refusal(
  'ResourceNotFoundException',
  "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
);

checkTable(check, {
  silent: [
    { when: 'the account is throttled', world: world({ secret: refusal('ThrottlingException', 'Rate exceeded') }) },
  ],
  nearMiss: [
    {
      when: 'there is no such secret at all',
      world: world({
        secret: refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret."),
      }),
    },
    { when: 'the current value is an empty string', world: world({ secret: secret({ outcome: 'empty' }) }) },
  ],
  reporting: [
    {
      when: "the verifier's own canary has no current value",
      world: world({ secret: VALUELESS }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [SECRET_ARN, 'AWSCURRENT'],
    },
    {
      when: 'a secret of the workloads has no current value',
      world: world({ secret: VALUELESS, target: target({ canary: false }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
    {
      when: 'the workload itself asks',
      world: world({ secret: VALUELESS, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
  ],
});
