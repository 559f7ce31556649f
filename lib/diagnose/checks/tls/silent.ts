import { lookAt } from '../../looks.ts';
import { handshakeCheck } from '../support/handshake-check.ts';
import { secondsOf } from '../support/paths.ts';

/**
 * TCP opens and no ServerHello comes: a firewall or proxy accepts and doesn't forward, or what should answer is frozen. Or large
 * packets are lost, which endpoint/mtu tells apart with a small ClientHello: if that gets no answer either, size isn't the fault.
 */
export default handshakeCheck({
  code: 'tls/silent',
  title: 'TCP connects, but the TLS handshake gets no answer',
  healthy: 'every TLS handshake is answered',
  matches: (attempt) => attempt.outcome === 'silent',
  happened: (attempt) => `got no answer to the handshake in ${secondsOf(attempt.tookMs)}`,
  candidates: [
    { cause: 'endpoint/mtu', why: 'packets above a certain size are lost on the path (tunnel, VPN, firewall)' },
    { cause: 'route/firewall', why: 'a firewall or proxy accepts the connection and never forwards it' },
    { cause: 'endpoint/eni-unhealthy', why: 'the endpoint interface itself is unhealthy' },
  ],
  repair: () => ({
    steps: [],
    looks: [
      lookAt(
        'Look for a firewall or proxy on the route that accepts connections on behalf of others, and read its log',
      ),
    ],
  }),
});
