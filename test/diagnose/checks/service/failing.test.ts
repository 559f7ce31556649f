import check from '../../../../lib/diagnose/checks/service/failing.ts';
import { checkTable } from '../../../support/check-table.ts';
import { refusal, secret, world } from '../../../support/world.ts';

const answer = (status: number, contentType: string | null) =>
  secret({ outcome: 'not-the-service', errorName: 'SyntaxError', status, contentType, arn: null });

checkTable(check, {
  silent: [
    { when: 'the account is throttled', world: world({ secret: refusal('ThrottlingException', 'Rate exceeded') }) },
  ],
  nearMiss: [
    { when: "a proxy's page carries the server error", world: world({ secret: answer(502, 'text/html') }) },
    { when: 'a broken answer carries no server error', world: world({ secret: answer(499, 'text/plain') }) },
    {
      when: 'the caller is refused',
      world: world({ secret: refusal('AccessDeniedException', null, { status: 403 }) }),
    },
  ],
  reporting: [
    {
      when: 'Secrets Manager names its own error',
      world: world({
        secret: refusal('InternalServiceError', 'An error occurred on the server side.', { status: 500 }),
      }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['HTTP 500', 'InternalServiceError'],
    },
    {
      when: 'a load balancer of the service answers in plain text',
      world: world({ secret: answer(503, 'text/plain') }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['HTTP 503'],
    },
    {
      when: 'the server error has no body at all',
      world: world({ secret: refusal('Unknown', null, { status: 503 }) }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: ['HTTP 503'],
    },
  ],
});
