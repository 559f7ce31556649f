import check from '../../../../lib/analyze/checks/path/intermittent.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, http, silentTcp, tcpToBoth, tls, tlsWithBoth, unread, world } from '../../../support/world.ts';

const LOST = { outcome: 'not-connected', code: null, tookMs: 3_000 } as const;
const NO_TLS = { ...LOST, certificate: null, protocol: null } as const;
const REFUSED = { outcome: 'not-connected', code: 'ECONNREFUSED', tookMs: 1 } as const;
const RESET = { remoteAddress: null, errorName: 'TimeoutError', errorCode: 'ECONNRESET', tookMs: 9 } as const;

checkTable(check, {
  silent: [
    {
      when: 'TCP never opened',
      world: world({ tcp: [silentTcp(ENI_A), silentTcp(ENI_B)], tls: tlsWithBoth(NO_TLS) }),
    },
    { when: 'the service is silent after TLS', world: world({ secret: unread('silent', { tookMs: 3_000 }) }) },
  ],
  nearMiss: [
    {
      when: 'the later connection was cut short by the time of the run',
      world: world({ tls: tlsWithBoth({ ...NO_TLS, outcome: 'unfinished' }) }),
    },
    {
      when: 'everything is slow, and what came after TLS was not finished',
      world: world({
        tls: tlsWithBoth({ tookMs: 1_500 }),
        http: [http(ENI_A, { ...LOST, outcome: 'unfinished' }), http(ENI_B, { ...LOST, outcome: 'unfinished' })],
        secret: unread('unfinished', { remoteAddress: null, errorName: 'AbortError' }),
      }),
    },
    {
      when: 'the request is reset on a connection that completed TLS',
      world: world({ secret: unread('reset', { ...RESET, remoteAddress: ENI_A }) }),
    },
  ],
  reporting: [
    {
      when: 'TCP opens and does not again',
      world: world({ tcp: tcpToBoth(), tls: tlsWithBoth(NO_TLS) }),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, 'not again for TLS'],
    },
    {
      when: 'the second connection to one interface is refused',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, { ...NO_TLS, ...REFUSED })] }),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_B],
          evidence: [{ fact: 'tls', path: '[1].outcome', shows: `${ENI_B}: not-connected (ECONNREFUSED)` }],
        },
      ],
      says: [ENI_B],
    },
    {
      when: 'TLS completes once, and HTTP and the call get no connection',
      world: world({
        http: [http(ENI_A, LOST), http(ENI_B, LOST)],
        secret: unread('not-connected', { remoteAddress: null, errorName: 'TimeoutError', tookMs: 3_000 }),
      }),
      problems: [{ severity: 'degrading', on: [ENI_A, ENI_B] }],
      says: ['not again for HTTP', 'not again for GetSecretValue'],
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
      says: ['not again for GetSecretValue'],
    },
  ],
});
