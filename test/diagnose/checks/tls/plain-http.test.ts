import check from '../../../../lib/diagnose/checks/tls/plain-http.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, tls, tlsWithBoth, world } from '../../../support/world.ts';

const CLEAR_TEXT = { outcome: 'not-tls', code: 'ERR_SSL_WRONG_VERSION_NUMBER', certificate: null } as const;

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    {
      when: 'TLS is spoken in a version that is refused',
      world: world({ tls: tlsWithBoth({ outcome: 'version-refused', code: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }) }),
    },
    {
      when: 'the connection is cut instead',
      world: world({ tls: tlsWithBoth({ outcome: 'reset', code: 'ECONNRESET' }) }),
    },
  ],
  reporting: [
    {
      when: 'a proxy answers in clear text everywhere',
      world: world({ tls: tlsWithBoth(CLEAR_TEXT) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, 'ERR_SSL_WRONG_VERSION_NUMBER'],
    },
    {
      when: 'one address of two answers in clear text',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, CLEAR_TEXT)] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
  ],
});
