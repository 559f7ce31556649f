import { handshakeCheck } from '../support/handshake-check.ts';

/** A handshake that failed in a way no other check knows; the code of the TLS library is shown as it is. */
export default handshakeCheck({
  code: 'tls/handshake-failed',
  title: 'The TLS handshake failed',
  healthy: 'no handshake failed otherwise',
  matches: (attempt) =>
    attempt.outcome === 'failed' ||
    // Refused, and facts that do not hold the certificate: nobody knows who issued it.
    (attempt.outcome === 'untrusted' && attempt.certificate === null),
  happened: (attempt) => `failed with ${attempt.code ?? 'no code'}`,
  candidates: [{ cause: 'route/firewall', why: 'an appliance on the path alters the handshake' }],
  wouldDecide: 'the TLS settings of this runtime (NODE_OPTIONS, OPENSSL_CONF)',
  fixes: [{ say: 'Compare the TLS settings of this runtime with the defaults' }],
});
