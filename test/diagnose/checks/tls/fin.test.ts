import check from '../../../../lib/diagnose/checks/tls/fin.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, tls, tlsWithBoth, world } from '../../../support/world.ts';

/** Node gives both ways of cutting the same code. */
const CLOSED = { outcome: 'closed', code: 'ECONNRESET', certificate: null, protocol: null } as const;

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    { when: 'the handshake is reset', world: world({ tls: tlsWithBoth({ ...CLOSED, outcome: 'reset' }) }) },
    { when: 'nothing answers', world: world({ tls: tlsWithBoth({ outcome: 'silent', tookMs: 3_000 }) }) },
    {
      when: 'the peer refuses with an alert and closes then',
      world: world({ tls: tlsWithBoth({ outcome: 'version-refused', code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }) }),
    },
  ],
  reporting: [
    {
      when: 'every handshake ends with a close',
      world: world({ tls: tlsWithBoth(CLOSED) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, 'closed by the peer'],
    },
    {
      when: 'one interface of two closes',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, CLOSED)] }),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_B],
          evidence: [{ fact: 'tls', path: '[1].outcome', shows: `${ENI_B}: closed (ECONNRESET)` }],
        },
      ],
      says: [ENI_B],
    },
  ],
});
