import check from '../../../../lib/diagnose/checks/tls/intercepted-untrusted.ts';
import { checkTable } from '../../../support/check-table.ts';
import { CERTIFICATE, ENI_A, ENI_B, tls, tlsWithBoth, world } from '../../../support/world.ts';

const INTERCEPTED = {
  outcome: 'untrusted',
  code: 'SELF_SIGNED_CERT_IN_CHAIN',
  certificate: { ...CERTIFICATE, issuer: 'O=Corp, CN=Corp Inspection CA', issuerOrganization: 'Corp' },
} as const;

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    {
      when: "the certificate is Amazon's and only its chain is incomplete",
      world: world({ tls: tlsWithBoth({ outcome: 'untrusted', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }) }),
    },
    {
      when: 'the certificate signed itself',
      world: world({
        tls: tlsWithBoth({ ...INTERCEPTED, outcome: 'self-signed', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      }),
    },
    {
      when: 'nobody could read who issued it',
      world: world({ tls: tlsWithBoth({ ...INTERCEPTED, certificate: null }) }),
    },
    {
      when: "this host trusts the appliance's CA",
      world: world({ tls: tlsWithBoth({ certificate: INTERCEPTED.certificate }) }),
    },
  ],
  reporting: [
    {
      when: 'an appliance signs for every interface',
      world: world({ tls: tlsWithBoth(INTERCEPTED) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, 'Corp Inspection CA'],
    },
    {
      when: 'only the way to one interface is inspected',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, INTERCEPTED)] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B, 'Corp Inspection CA'],
    },
  ],
});
