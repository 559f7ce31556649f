import { lookAt } from '../../looks.ts';
import { handshakeCheck } from '../support/handshake-check.ts';

/** A handshake that failed with an error no other check covers; the TLS library's code is shown as it is. */
export default handshakeCheck({
  code: 'tls/handshake-failed',
  title: 'The TLS handshake failed with an error that no other check covers',
  healthy: 'no TLS handshake failed with an unknown error',
  matches: (attempt) =>
    attempt.outcome === 'failed' ||
    // The certificate was refused and isn't in the facts: its issuer is unknown.
    (attempt.outcome === 'untrusted' && attempt.certificate === null),
  happened: (attempt) => `failed with ${attempt.code ?? 'no error code'}`,
  candidates: [{ cause: 'route/firewall', why: 'a firewall or proxy in the path alters the handshake' }],
  repair: () => ({
    steps: [],
    looks: [lookAt("Compare this runtime's TLS settings (NODE_OPTIONS, OPENSSL_CONF) with the defaults", 'workload')],
  }),
});
