import check from '../../../../lib/diagnose/checks/tls/wrong-host.ts';
import { checkTable } from '../../../support/check-table.ts';
import { CERTIFICATE, ENDPOINT_NAME, ENI_A, ENI_B, HOST, tls, tlsWithBoth, world } from '../../../support/world.ts';

const OTHER_SERVICE = {
  outcome: 'wrong-host',
  code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  certificate: {
    ...CERTIFICATE,
    subjectAltNames: ['DNS:kms.eu-west-2.amazonaws.com', 'DNS:b.example', 'DNS:c.example', 'DNS:d.example'],
  },
} as const;

checkTable(check, {
  silent: [{ when: 'TCP never opened', world: world({ tls: tlsWithBoth({ outcome: 'not-connected' }) }) }],
  nearMiss: [
    {
      when: "the certificate carries the endpoint's own name beside the service's",
      world: world({
        tls: tlsWithBoth({ certificate: { ...CERTIFICATE, subjectAltNames: [`DNS:${ENDPOINT_NAME}`, `DNS:${HOST}`] } }),
      }),
    },
    {
      when: 'the certificate names the service and is not trusted',
      world: world({ tls: tlsWithBoth({ outcome: 'untrusted', code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
    },
  ],
  reporting: [
    {
      when: "the addresses are another service's endpoint",
      world: world({ tls: tlsWithBoth(OTHER_SERVICE) }),
      problems: [{ severity: 'blocking', on: [ENI_A, ENI_B], resources: ['eni-0aaa', 'eni-0bbb'] }],
      says: [ENI_A, ENI_B, 'kms.eu-west-2.amazonaws.com'],
    },
    {
      when: 'one address of two is another host',
      world: world({ tls: [tls(ENI_A), tls(ENI_B, OTHER_SERVICE)] }),
      problems: [{ severity: 'degrading', on: [ENI_B] }],
      says: [ENI_B],
    },
    {
      when: 'the certificate could not be read',
      world: world({ tls: tlsWithBoth({ ...OTHER_SERVICE, certificate: null }) }),
      problems: [{ severity: 'blocking' }],
      says: ['other names'],
    },
  ],
});
