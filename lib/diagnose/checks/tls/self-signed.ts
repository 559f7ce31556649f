import { handshakeCheck, issuerOf } from '../support/handshake-check.ts';
import { resolveToEndpoint } from '../support/handshake-repairs.ts';

/** A self-signed certificate: another host has that address, or an override points to a development server. */
export default handshakeCheck({
  code: 'tls/self-signed',
  title: "The server shows a self-signed certificate instead of the service's",
  healthy: "the certificate isn't self-signed",
  matches: (attempt) => attempt.outcome === 'self-signed',
  happened: (attempt) => `got a self-signed certificate (${issuerOf(attempt)})`,
  candidates: [
    { cause: 'dns/private-not-endpoint', why: 'the address belongs to another host' },
    {
      cause: 'tls/intercepted-untrusted',
      why: 'a firewall or proxy answers with a certificate that it generated on the spot',
    },
  ],
  repair: resolveToEndpoint,
});
