import check from '../../../../lib/diagnose/checks/tls/silent.ts';
import { checkTable } from '../../../support/check-table.ts';
import { ENI_A, ENI_B, http, tls, tlsWithBoth, world } from '../../../support/world.ts';

const SILENT = { outcome: 'silent', tookMs: 3_000, certificate: null, protocol: null, smallHello: 'silent' } as const;

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    {
      when: 'the time was too short to tell silence',
      world: world({ tls: tlsWithBoth({ ...SILENT, outcome: 'unfinished' }) }),
    },
    { when: 'a verified handshake was slow', world: world({ tls: tlsWithBoth({ tookMs: 2_900 }) }) },
    {
      when: 'TLS is answered and HTTP is not',
      world: world({ http: [http(ENI_A, { outcome: 'silent' }), http(ENI_B, { outcome: 'silent' })] }),
    },
  ],
  reporting: [
    {
      when: 'no ServerHello comes from any interface',
      world: world({ tls: tlsWithBoth(SILENT) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, '3.0 s'],
    },
    {
      when: 'one interface of two never answers TLS',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, SILENT)] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B, '3.0 s'],
    },
  ],
});
