import { handshakeCheck } from '../support/handshake-check.ts';
import { resolveToEndpoint } from '../support/handshake-repairs.ts';

/** The certificate is for other names: another service's endpoint, a proxy, or a record that points elsewhere. */
export default handshakeCheck({
  code: 'tls/wrong-host',
  title: "The certificate doesn't cover the service's name",
  healthy: "the certificate covers the service's name",
  matches: (attempt) => attempt.outcome === 'wrong-host',
  happened: (attempt) =>
    `got a certificate for ${attempt.certificate?.subjectAltNames.slice(0, 3).join(', ') || 'other names'}`,
  candidates: [
    { cause: 'endpoint/wrong-service', why: 'the address is the endpoint of another service' },
    { cause: 'dns/private-not-endpoint', why: 'a record or /etc/hosts points the name to another host' },
    { cause: 'route/overlap-cidr', why: 'two networks have the same address range, and packets went to the other one' },
  ],
  repair: resolveToEndpoint,
});
