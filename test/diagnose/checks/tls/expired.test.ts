import check from '../../../../lib/diagnose/checks/tls/expired.ts';
import { checkTable } from '../../../support/check-table.ts';
import { CERTIFICATE, ENI_A, ENI_B, tls, tlsWithBoth, world } from '../../../support/world.ts';

const EXPIRED = {
  outcome: 'expired',
  code: 'CERT_HAS_EXPIRED',
  certificate: { ...CERTIFICATE, notAfter: '2026-05-31T23:59:59.000Z' },
} as const;

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    {
      when: 'the certificate is not valid yet',
      world: world({ tls: tlsWithBoth({ outcome: 'not-yet-valid', code: 'CERT_NOT_YET_VALID' }) }),
    },
    {
      when: 'a verified certificate ends today',
      world: world({ tls: tlsWithBoth({ certificate: { ...CERTIFICATE, notAfter: '2026-11-22T23:59:59.000Z' } }) }),
    },
  ],
  reporting: [
    {
      when: 'every interface shows an old certificate',
      world: world({ tls: tlsWithBoth(EXPIRED) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, '2026-05-31T23:59:59.000Z'],
    },
    {
      when: 'one interface of two shows an old certificate',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, EXPIRED)] }),
      problems: [{ severity: 'degrading', on: [ENI_B], resources: ['eni-0bbb'] }],
      says: [ENI_B, 'eu-west-2b'],
    },
    {
      when: 'the certificate could not be read',
      world: world({ tls: tlsWithBoth({ ...EXPIRED, certificate: null }) }),
      problems: [{ severity: 'blocking' }],
      says: ['an unknown time'],
    },
  ],
});
