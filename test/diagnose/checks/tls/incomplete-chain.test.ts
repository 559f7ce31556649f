import check from '../../../../lib/diagnose/checks/tls/incomplete-chain.ts';
import { checkTable } from '../../../support/check-table.ts';
import { CERTIFICATE, ENI_A, ENI_B, tls, tlsWithBoth, world } from '../../../support/world.ts';

const UNVERIFIABLE = { outcome: 'untrusted', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } as const;

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    {
      when: "the untrusted certificate is an appliance's",
      world: world({
        tls: tlsWithBoth({ ...UNVERIFIABLE, certificate: { ...CERTIFICATE, issuerOrganization: 'Corp Inspection' } }),
      }),
    },
    {
      when: "an appliance's authority only calls itself Amazon",
      world: world({
        tls: tlsWithBoth({
          ...UNVERIFIABLE,
          certificate: { ...CERTIFICATE, issuer: 'O=Corp, CN=Amazon', issuerOrganization: 'Corp' },
        }),
      }),
    },
    {
      when: 'nobody knows whose certificate it is',
      world: world({ tls: tlsWithBoth({ ...UNVERIFIABLE, certificate: null }) }),
    },
    {
      when: "a certificate of Amazon's is for another host",
      world: world({ tls: tlsWithBoth({ outcome: 'wrong-host', code: 'ERR_TLS_CERT_ALTNAME_INVALID' }) }),
    },
  ],
  reporting: [
    {
      when: "this host cannot build the chain of Amazon's certificate",
      world: world({ tls: tlsWithBoth(UNVERIFIABLE) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, 'Amazon'],
    },
    {
      when: 'the chain fails at one interface of two',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, UNVERIFIABLE)] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
  ],
});
