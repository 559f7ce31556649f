import check from '../../../../lib/diagnose/checks/tls/handshake-failed.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, tls, tlsWithBoth, world } from '../../../support/world.ts';

checkTable(check, {
  silent: [
    { when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) },
    {
      when: 'the certificate is not trusted',
      world: world({ tls: tlsWithBoth({ outcome: 'untrusted', code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
    },
  ],
  nearMiss: [
    { when: 'the handshake was cut', world: world({ tls: tlsWithBoth({ outcome: 'reset', code: 'ECONNRESET' }) }) },
    {
      when: 'the port answers in clear text',
      world: world({ tls: tlsWithBoth({ outcome: 'not-tls', code: 'ERR_SSL_WRONG_VERSION_NUMBER' }) }),
    },
    {
      when: 'no TLS version is in common',
      world: world({ tls: tlsWithBoth({ outcome: 'version-refused', code: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }) }),
    },
    { when: 'the peer closes', world: world({ tls: tlsWithBoth({ outcome: 'closed', code: 'ECONNRESET' }) }) },
    { when: 'the time was too short to finish', world: world({ tls: tlsWithBoth({ outcome: 'unfinished' }) }) },
  ],
  reporting: [
    {
      when: 'the TLS library gives a code that no other check knows',
      world: world({ tls: tlsWithBoth({ outcome: 'failed', code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B] }],
      says: [ENI_A, ENI_B, 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
    },
    {
      when: 'the certificate was refused and nobody could read who issued it',
      world: world({
        tls: tlsWithBoth({ outcome: 'untrusted', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', certificate: null }),
      }),
      problems: [
        {
          severity: 'blocking',
          on: [ENI_A, ENI_B],
          evidence: [
            { fact: 'tls', path: '[0].outcome', shows: `${ENI_A}: untrusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)` },
            { fact: 'tls', path: '[1].outcome', shows: `${ENI_B}: untrusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)` },
          ],
        },
      ],
      says: ['UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    },
    {
      when: 'it fails at one interface of two',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, { outcome: 'failed' })] }),
      problems: [
        {
          severity: 'degrading',
          on: [ENI_B],
          resources: ['eni-0bbb'],
          evidence: [{ fact: 'tls', path: '[1].outcome', shows: `${ENI_B}: failed` }],
        },
      ],
      says: [ENI_B, 'no error code'],
    },
  ],
});
