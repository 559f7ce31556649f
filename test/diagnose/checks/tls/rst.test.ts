import check from '../../../../lib/diagnose/checks/tls/rst.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, resolvesTo, tcpToBoth, tls, tlsWithBoth, world } from '../../../support/world.ts';

const CUT = { outcome: 'reset', code: 'ECONNRESET', certificate: null } as const;

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    {
      when: 'TCP itself is reset',
      world: world({
        tcp: tcpToBoth({ outcome: 'refused', code: 'ECONNRESET' }),
        tls: tlsWithBoth({ outcome: 'not-connected', code: 'ECONNRESET' }),
      }),
    },
    {
      when: 'the peer closes in good order',
      world: world({ tls: tlsWithBoth({ outcome: 'closed', code: 'ECONNRESET' }) }),
    },
    { when: 'the first message is met with silence', world: world({ tls: tlsWithBoth({ outcome: 'silent' }) }) },
    {
      when: 'the peer refuses with a TLS alert',
      world: world({ tls: tlsWithBoth({ outcome: 'version-refused', code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }) }),
    },
  ],
  reporting: [
    {
      when: 'every handshake is cut',
      world: world({ tls: tlsWithBoth(CUT) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, 'reset'],
    },
    {
      when: 'the handshake with one interface of two is cut',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, CUT)] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
    {
      when: 'the one address that the name resolves to is cut off, though another would work',
      world: world({ serviceDns: resolvesTo([ENI_B]), tls: [tls(ENI_A), tls(ENI_B, CUT)] }),
      problems: [{ severity: 'blocking', on: [ENI_B] }],
      says: [ENI_B],
    },
  ],
});
