import check from '../../../../lib/diagnose/checks/service/silent.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, http, tlsWithBoth, unread, world } from '../../../support/world.ts';

const TIMED_OUT = { errorName: 'TimeoutError', tookMs: 3_000 } as const;

checkTable(check, {
  silent: [{ when: 'there are no credentials', world: world({ secret: unread('no-credentials') }) }],
  nearMiss: [
    { when: 'the time was too short to tell silence', world: world({ secret: unread('unfinished', TIMED_OUT) }) },
    {
      when: 'no connection was made',
      world: world({ secret: unread('not-connected', { ...TIMED_OUT, remoteAddress: null }) }),
    },
    {
      when: 'the connection was cut, which the SDK calls a timeout too',
      world: world({ secret: unread('reset', { errorName: 'TimeoutError', errorCode: 'ECONNRESET' }) }),
    },
    {
      when: 'it is TLS that is silent',
      world: world({
        tls: tlsWithBoth({ outcome: 'silent' }),
        secret: unread('not-connected', { remoteAddress: null }),
      }),
    },
  ],
  reporting: [
    {
      when: 'the request was sent and nothing came back, nor to a plain one',
      world: world({
        http: [http(ENI_A, { outcome: 'silent', status: null })],
        secret: unread('silent', { ...TIMED_OUT, errorCode: 'ETIMEDOUT' }),
      }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [ENI_A, '3.0 s'],
    },
    {
      when: 'the body stalls after the headers',
      world: world({ secret: unread('silent', { ...TIMED_OUT, status: 200 }) }),
      problems: [{ severity: 'degrading', on: 'all' }],
      says: [ENI_A],
    },
  ],
});
