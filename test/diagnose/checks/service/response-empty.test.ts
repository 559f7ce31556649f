import check from '../../../../lib/diagnose/checks/service/response-empty.ts';
import { checkTable } from '../../../support/check-table.ts';
import { refusal, SECRET_ARN, secret, target, world } from '../../../support/world.ts';

const EMPTY = secret({ outcome: 'empty' });

checkTable(check, {
  silent: [{ when: 'the service is silent', world: world({ secret: secret({ outcome: 'silent' }) }) }],
  nearMiss: [
    {
      when: 'the secret never had a value',
      world: world({
        secret: refusal(
          'ResourceNotFoundException',
          "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
        ),
      }),
    },
    {
      when: 'HTTP 200 brings a web page',
      world: world({ secret: secret({ outcome: 'not-the-service', contentType: 'text/html' }) }),
    },
  ],
  reporting: [
    {
      when: "the verifier's own canary is empty",
      world: world({ secret: EMPTY }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: [SECRET_ARN, 'HTTP 200'],
    },
    {
      when: 'a secret of the workloads is empty',
      world: world({ secret: EMPTY, target: target({ canary: false }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
    {
      when: 'the workload itself gets nothing',
      world: world({ secret: EMPTY, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
  ],
});
