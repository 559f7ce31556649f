import check from '../../../../lib/diagnose/checks/service/throttled.ts';
import { checkTable } from '../../../support/check-table.ts';
import { refusal, secret, target, world } from '../../../support/world.ts';

const THROTTLED = refusal('ThrottlingException', 'Rate exceeded');

checkTable(check, {
  silent: [{ when: 'the caller is denied', world: world({ secret: refusal('AccessDeniedException', null) }) }],
  nearMiss: [
    {
      when: 'the service is unavailable to everyone',
      world: world({ secret: refusal('ServiceUnavailable', null, { status: 503 }) }),
    },
    {
      when: 'a proxy says that there were too many requests',
      world: world({
        secret: secret({ outcome: 'not-the-service', errorName: 'SyntaxError', status: 429, contentType: 'text/html' }),
      }),
    },
  ],
  reporting: [
    {
      when: "the verifier's call is throttled",
      world: world({ secret: THROTTLED }),
      problems: [{ severity: 'degrading', on: 'verifier' }],
      says: ['ThrottlingException'],
    },
    {
      when: "the workload's own call is throttled",
      world: world({ secret: THROTTLED, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['ThrottlingException'],
    },
    {
      when: 'the service uses the other name for it',
      world: world({ secret: refusal('TooManyRequestsException', null, { status: 429 }) }),
      problems: [{ severity: 'degrading' }],
      says: ['TooManyRequestsException'],
    },
  ],
});
