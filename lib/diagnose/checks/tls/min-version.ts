import { whoseAddress } from '../../looks.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { handshakeCheck } from '../support/handshake-check.ts';

/** This runtime's TLS library refuses the version the peer chose; every other code is the peer's own alert. */
const OURS = 'ERR_SSL_UNSUPPORTED_PROTOCOL';

/**
 * No TLS version in common. AWS's endpoints speak 1.2 and 1.3, so one side isn't what it should be: a runtime configured to offer
 * something else, or a peer that is an old appliance instead of an endpoint.
 * Source: Secrets Manager User Guide, "Infrastructure security".
 */
export default handshakeCheck({
  code: 'tls/min-version',
  title: 'This host and the server have no TLS version in common',
  healthy: 'this host and the server have a TLS version in common',
  matches: (attempt) => attempt.outcome === 'version-refused',
  happened: ({ code }) =>
    code === OURS
      ? `failed: this runtime refuses the version the peer chose (${code})`
      : `failed: the peer refuses every version this runtime offers (${code ?? 'no error code'})`,
  candidates: [
    { cause: 'dns/private-not-endpoint', why: 'an old proxy or appliance answers that only speaks TLS 1.0 or 1.1' },
  ],
  repair: (where, target) => ({
    steps: [changeEnvironment('Allow TLS 1.2 and 1.3 in this runtime (NODE_OPTIONS, OPENSSL_CONF)')],
    looks: [whoseAddress(where, target)],
  }),
});
