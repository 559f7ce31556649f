import check from '../../../../lib/diagnose/checks/tls/self-signed.ts';
import { checkTable } from '../../../support/check-table.ts';
import { CERTIFICATE, ENI_A, ENI_B, tls, tlsWithBoth, world } from '../../../support/world.ts';

const SELF_SIGNED = {
  outcome: 'self-signed',
  code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  certificate: { ...CERTIFICATE, issuer: 'CN=build-host', issuerOrganization: null },
} as const;

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    {
      when: 'the self-signed one is an authority further up the chain',
      world: world({ tls: tlsWithBoth({ outcome: 'untrusted', code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
    },
    {
      when: 'a trusted certificate is for another host',
      world: world({ tls: tlsWithBoth({ outcome: 'wrong-host', code: 'ERR_TLS_CERT_ALTNAME_INVALID' }) }),
    },
  ],
  reporting: [
    {
      when: 'another host answers at every address',
      world: world({ tls: tlsWithBoth(SELF_SIGNED) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, 'CN=build-host'],
    },
    {
      when: 'another host answers at one address of two',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, SELF_SIGNED)] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B, 'CN=build-host'],
    },
  ],
});
