import { handshakeCheck } from '../support/handshake-check.ts';
import { secondsOf } from '../support/paths.ts';

/**
 * TCP opens and no ServerHello comes. Either large packets are lost (the handshake's certificate is the first one: an
 * endpoint carries 8500 bytes and does not take part in path MTU discovery), or an appliance accepts and does not forward.
 * Source: PrivateLink guide, "Considerations for interface endpoints", MTU.
 */
export default handshakeCheck({
  code: 'tls/silent',
  title: 'The connection opens, but TLS is never answered',
  healthy: 'every handshake is answered',
  matches: (attempt) => attempt.outcome === 'silent',
  happened: (attempt) => `got no answer to its first message in ${secondsOf(attempt.tookMs)}`,
  candidates: [
    { cause: 'endpoint/mtu', why: 'packets above some size are lost on the way (tunnel, VPN, peering appliance)' },
    { cause: 'route/firewall', why: 'an appliance accepts the connection and never forwards it' },
  ],
  wouldDecide: 'whether a small answer passes: a handshake that offers only what the server refuses gets a short alert',
  fixes: [{ say: 'Lower the MTU or clamp the MSS on the tunnel; look for an appliance that accepts for others' }],
});
