import { changeHost } from '../../steps/elsewhere.ts';
import { handshakeCheck, issuedByAmazon } from '../support/handshake-check.ts';

/**
 * The certificate names Amazon as its issuer, but its chain can't be built: the intermediate wasn't sent, or this host's trust
 * store lacks the root.
 */
export default handshakeCheck({
  code: 'tls/incomplete-chain',
  title: "The certificate is Amazon's, but this host can't verify its chain",
  healthy: "this host can verify the chain of Amazon's certificate",
  matches: (attempt) => attempt.outcome === 'untrusted' && issuedByAmazon(attempt),
  happened: () =>
    "failed: the certificate's issuer is Amazon, but its chain doesn't end in a root that this host trusts",
  candidates: [
    {
      cause: 'tls/trust-store',
      why: "the runtime's trust store was replaced or is old (SSL_CERT_FILE, a base image without CA certificates)",
    },
    { cause: 'tls/intercepted-untrusted', why: "a proxy's CA calls itself Amazon" },
  ],
  repair: () => ({
    steps: [
      changeHost(
        "Use the runtime's own certificate store, with the Amazon root certificates in it",
        'Put the earlier store back',
      ),
    ],
  }),
});
