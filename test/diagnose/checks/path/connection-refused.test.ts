import check from '../../../../lib/diagnose/checks/path/connection-refused.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, resolvesTo, tcp, tcpToBoth, tls, tlsWithBoth, world } from '../../../support/world.ts';

const REFUSED = { outcome: 'refused', code: 'ECONNREFUSED' } as const;
const STALE = '10.0.3.50';

checkTable(check, {
  silent: [{ when: 'nothing answers at all', world: world({ tcp: tcpToBoth({ outcome: 'silent', tookMs: 3_000 }) }) }],
  nearMiss: [
    {
      when: 'a router says that there is no way',
      world: world({ tcp: tcpToBoth({ outcome: 'rejected', code: 'EHOSTUNREACH' }) }),
    },
    {
      when: 'TCP opens and the handshake is cut',
      world: world({ tls: tlsWithBoth({ outcome: 'reset', code: 'ECONNRESET' }) }),
    },
  ],
  reporting: [
    {
      when: 'every address refuses',
      world: world({ tcp: tcpToBoth(REFUSED), tls: tlsWithBoth({ outcome: 'not-connected' }) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, '443'],
    },
    {
      when: 'one address of two refuses',
      world: world({
        tcp: [tcp(ENI_A), tcp(ENI_B, REFUSED)],
        tls: [tls(ENI_A), tls(ENI_B, { outcome: 'not-connected' })],
      }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
    {
      when: "the name leads to a stranger's address alone",
      world: world({
        serviceDns: resolvesTo([STALE]),
        tcp: [tcp(STALE, REFUSED), tcp(ENI_A), tcp(ENI_B)],
        tls: [tls(STALE, { outcome: 'not-connected' }), tls(ENI_A), tls(ENI_B)],
      }),
      problems: [{ severity: 'blocking', on: [STALE], resources: [STALE] }],
      says: [STALE],
    },
  ],
});
