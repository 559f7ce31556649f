import { handshakeCheck } from '../support/handshake-check.ts';

/** This runtime's TLS library refuses what the peer chose; every other code is the peer's own alert. */
const OURS = 'ERR_SSL_UNSUPPORTED_PROTOCOL';

/**
 * No TLS version in common. AWS's endpoints speak 1.2 and 1.3, so that one side is not what it should be: a runtime that is told to
 * offer something else, or a peer that is an old appliance and no endpoint.
 * Source: Secrets Manager User Guide, "Infrastructure security".
 */
export default handshakeCheck({
  code: 'tls/min-version',
  title: 'The two sides have no TLS version in common',
  healthy: 'there is a TLS version in common',
  matches: (attempt) => attempt.outcome === 'version-refused',
  happened: ({ code }) =>
    code === OURS
      ? `failed: this runtime refuses the version that the peer chose (${code})`
      : `failed: the peer refuses every version that this runtime offers (${code ?? 'no code'})`,
  candidates: [
    { cause: 'dns/private-not-endpoint', why: 'an old proxy or appliance answers, which speaks TLS 1.0 or 1.1 alone' },
    {
      cause: 'tls/min-version',
      why: 'NODE_OPTIONS or an OpenSSL configuration keeps this runtime from 1.2 and 1.3',
    },
  ],
  wouldDecide: 'the TLS settings of this runtime (NODE_OPTIONS, OPENSSL_CONF), and whose address that is',
  fixes: [
    { say: 'Let this runtime offer TLS 1.2 and 1.3 (NODE_OPTIONS, OPENSSL_CONF)' },
    { say: "If it does, find out which appliance answers in the endpoint's place" },
  ],
});
