import type { Code } from '../../../model/layer.ts';

/** All that follows where a name is answered with an address that is not the endpoint's: whoever is there owes us nothing. */
export const WRONG_ADDRESS_EXPLAINS: readonly Code[] = [
  'dns/public-answer',
  'dns/private-not-endpoint',
  'tls/intercepted-untrusted',
  'tls/intercepted-trusted',
  'tls/incomplete-chain',
  'tls/self-signed',
  'tls/wrong-host',
  'tls/expired',
  'tls/not-yet-valid',
  'tls/rst',
  'tls/fin',
  'tls/silent',
  'tls/plain-http',
  'tls/min-version',
  'tls/handshake-failed',
  'path/packets-dropped',
  'path/interface-silent',
  'endpoint/mtu',
  'path/connection-refused',
  'path/rejected',
  'path/intermittent',
  'path/unreachable',
  'path/public-via-nat',
  'iam/resource-implicit',
  'iam/resource-explicit',
  'iam/rcp-explicit',
];

/** What shows first where a setting keeps the name from leading to the endpoint; the rest follows from that. */
export const ASTRAY_EXPLAINS: readonly Code[] = ['dns/public-answer', 'dns/private-not-endpoint'];

/** All that follows where a name is answered with no address. */
export const NO_ADDRESS_EXPLAINS: readonly Code[] = ['dns/name-not-found', 'dns/no-address', 'dns/resolver-failing'];
