import { handshakeCheck, issuedByAmazon } from '../support/handshake-check.ts';

/**
 * The certificate is Amazon's, but its chain cannot be built: the intermediate was not sent, or this host's trust store
 * lacks the root.
 */
export default handshakeCheck({
  code: 'tls/incomplete-chain',
  title: "The service's certificate is Amazon's, but this host cannot verify its chain",
  healthy: "the certificate's chain is complete",
  matches: (attempt) => attempt.outcome === 'untrusted' && issuedByAmazon(attempt),
  happened: () => "shows a certificate of Amazon's whose chain does not end in a root that this host trusts",
  candidates: [
    {
      cause: 'tls/trust-store',
      why: "the runtime's trust store was replaced or is old (SSL_CERT_FILE, a base image without certificates)",
    },
    { cause: 'tls/intercepted-untrusted', why: 'an appliance copies the name of the issuer' },
  ],
  wouldDecide:
    "the fingerprint of the certificate, compared with one seen from elsewhere, and the runtime's trust store",
  fixes: [{ say: "Use the runtime's own certificate store, with the Amazon roots in it" }],
});
