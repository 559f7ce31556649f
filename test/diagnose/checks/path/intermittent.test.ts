import check from '../../../../lib/diagnose/checks/path/intermittent.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, tlsWithBoth, unread, world } from '../../../support/world.ts';

const LOST = { remoteAddress: null, errorName: 'AbortError', errorCode: 'ETIMEDOUT', tookMs: 3_500 } as const;
const RESET = { remoteAddress: null, errorName: 'TimeoutError', errorCode: 'ECONNRESET', tookMs: 9 } as const;

checkTable(check, {
  silent: [{ when: 'the service is silent after TLS', world: world({ secret: unread('silent', { tookMs: 6_000 }) }) }],
  nearMiss: [
    {
      when: 'everything is slow, and the later connection was cut short by the time of the run',
      world: world({
        tls: tlsWithBoth({ tookMs: 1_500 }),
        secret: unread('unfinished', { remoteAddress: null, errorName: 'AbortError' }),
      }),
    },
    {
      when: 'the request is reset on a connection that completed TLS',
      world: world({ secret: unread('reset', { ...RESET, remoteAddress: ENI_A }) }),
    },
    {
      when: 'no address completed TLS before',
      world: world({ tls: tlsWithBoth({ outcome: 'untrusted' }), secret: unread('not-connected', LOST) }),
    },
  ],
  reporting: [
    {
      when: 'TLS completes once, and the call gets no connection',
      world: world({ secret: unread('not-connected', LOST) }),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, 'a later connection, for GetSecretValue'],
    },
    {
      when: "the call's connection is refused",
      world: world({ secret: unread('not-connected', { remoteAddress: null, errorCode: 'ECONNREFUSED' }) }),
      problems: [
        { evidence: [{ fact: 'secret', path: 'outcome', shows: 'GetSecretValue: not-connected (ECONNREFUSED)' }] },
      ],
      says: ['a later connection, for GetSecretValue'],
    },
    {
      when: 'the call alone is reset before its TLS completed',
      world: world({ secret: unread('reset', RESET) }),
      problems: [
        {
          on: [ENI_A, ENI_B],
          evidence: [{ fact: 'secret', path: 'outcome', shows: 'GetSecretValue: reset (ECONNRESET)' }],
        },
      ],
      says: ['a later connection, for GetSecretValue'],
    },
  ],
});
