import check from '../../../../lib/diagnose/checks/tls/min-version.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, tls, tlsWithBoth, world } from '../../../support/world.ts';

const refused = (code: string) => ({ outcome: 'version-refused', code, certificate: null, protocol: null }) as const;
const BY_PEER = refused('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    { when: 'TLS 1.2 is the highest that both speak', world: world({ tls: tlsWithBoth({ protocol: 'TLSv1.2' }) }) },
    {
      when: 'OpenSSL speaks of a wrong version, and the port speaks no TLS',
      world: world({ tls: tlsWithBoth({ outcome: 'not-tls', code: 'ERR_SSL_WRONG_VERSION_NUMBER' }) }),
    },
    {
      when: 'another alert ends the handshake',
      world: world({ tls: tlsWithBoth({ outcome: 'failed', code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }) }),
    },
  ],
  reporting: [
    {
      when: 'the peer refuses every version',
      world: world({ tls: tlsWithBoth(BY_PEER) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, 'the peer refuses', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
    },
    {
      when: 'this runtime refuses what the peer chose',
      world: world({ tls: tlsWithBoth(refused('ERR_SSL_UNSUPPORTED_PROTOCOL')) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B] }],
      says: ['this runtime refuses', 'ERR_SSL_UNSUPPORTED_PROTOCOL'],
    },
    {
      when: 'one interface of two refuses',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, BY_PEER)] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
  ],
});
