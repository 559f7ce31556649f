import check from '../../../../lib/diagnose/checks/tls/not-yet-valid.ts';
import { checkTable } from '../../../support/check-table.ts';
import { CERTIFICATE, ENI_A, ENI_B, tls, tlsWithBoth, world } from '../../../support/world.ts';

const EARLY = {
  outcome: 'not-yet-valid',
  code: 'CERT_NOT_YET_VALID',
  certificate: { ...CERTIFICATE, notBefore: '2026-12-01T00:00:00.000Z' },
} as const;

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    {
      when: 'the certificate has expired',
      world: world({ tls: tlsWithBoth({ outcome: 'expired', code: 'CERT_HAS_EXPIRED' }) }),
    },
    {
      when: 'the issuer is not trusted',
      world: world({ tls: tlsWithBoth({ outcome: 'untrusted', code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
    },
  ],
  reporting: [
    {
      when: "this host's clock is behind the certificates of every interface",
      world: world({ tls: tlsWithBoth(EARLY) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, '2026-12-01T00:00:00.000Z'],
    },
    {
      when: 'one interface of two shows an early certificate',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, EARLY)] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
  ],
});
