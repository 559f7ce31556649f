import { handshakeCheck } from '../support/handshake-check.ts';

/**
 * TCP opens and the connection is cut as soon as the client names the host it wants (RST): what firewalls that
 * filter by server name do. An endpoint does not.
 */
export default handshakeCheck({
  code: 'tls/rst',
  title: 'The connection is reset during the TLS handshake',
  healthy: 'no handshake is reset',
  matches: (attempt) => attempt.outcome === 'reset',
  happened: () => 'was reset after the first message',
  candidates: [
    { cause: 'route/firewall', why: 'a firewall on the path blocks the server name' },
    { cause: 'dns/private-not-endpoint', why: 'the address is a proxy or load balancer that does not know the name' },
  ],
  wouldDecide: 'the rules and logs of AWS Network Firewall, or of the appliance on the route',
  fixes: [{ say: "Allow the service's regional name in the firewall" }],
});
