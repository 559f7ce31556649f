import { handshakeCheck } from '../support/handshake-check.ts';
import { secondsOf } from '../support/paths.ts';

/**
 * TCP opens and no ServerHello comes: an appliance accepts and does not forward, or what should answer is frozen. Or large packets
 * are lost, which endpoint/mtu tells apart by a small ClientHello; where that too meets silence, size is not the fault.
 */
export default handshakeCheck({
  code: 'tls/silent',
  title: 'The connection opens, but TLS is never answered',
  healthy: 'every handshake is answered',
  matches: (attempt) => attempt.outcome === 'silent',
  happened: (attempt) => `got no answer to its first message in ${secondsOf(attempt.tookMs)}`,
  candidates: [
    { cause: 'endpoint/mtu', why: 'packets above some size are lost on the path (tunnel, VPN, peering appliance)' },
    { cause: 'route/firewall', why: 'an appliance accepts the connection and never forwards it' },
    { cause: 'endpoint/eni-unhealthy', why: 'what should answer behind the address is out of order' },
  ],
  wouldDecide: 'whether a small answer passes: a handshake that offers only what the server refuses gets a short alert',
  fixes: [{ say: 'Look for an appliance on the route that accepts connections for others, and at its log' }],
});
