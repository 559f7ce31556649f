import { handshakeCheck } from '../support/handshake-check.ts';
import { bypassProxy } from '../support/handshake-repairs.ts';

/**
 * TCP opens and the peer closes the connection (FIN) instead of answering: a program that accepted it and doesn't serve this name,
 * or has no target to pass it to. An endpoint doesn't do this.
 */
export default handshakeCheck({
  code: 'tls/fin',
  title: 'The peer closes the connection instead of answering TLS',
  healthy: 'no peer closes the connection during the TLS handshake',
  matches: (attempt) => attempt.outcome === 'closed',
  happened: () => 'was closed by the peer (FIN) before it answered',
  candidates: [
    {
      cause: 'dns/private-not-endpoint',
      why: "the address is a proxy or load balancer that doesn't serve the name or has no target",
    },
    { cause: 'route/firewall', why: "a transparent proxy in the path doesn't allow the server name" },
  ],
  repair: bypassProxy,
});
