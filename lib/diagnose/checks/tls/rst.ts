import { lookAt } from '../../looks.ts';
import { changeAppliance } from '../../steps/elsewhere.ts';
import { handshakeCheck } from '../support/handshake-check.ts';

/**
 * TCP opens and the connection is reset (RST) once the client names the host it wants, as firewalls that filter by server name do.
 * An endpoint doesn't do this.
 */
export default handshakeCheck({
  code: 'tls/rst',
  title: 'The connection is reset during the TLS handshake',
  healthy: 'no TLS handshake is reset',
  matches: (attempt) => attempt.outcome === 'reset',
  happened: () => 'was reset during the handshake',
  candidates: [
    { cause: 'route/firewall', why: 'a firewall in the path blocks the server name' },
    { cause: 'dns/private-not-endpoint', why: "the address is a proxy or load balancer that doesn't serve the name" },
  ],
  repair: (_, { host }) => ({
    steps: [changeAppliance(`Allow ${host} in the firewall`)],
    looks: [lookAt('Read the rules and logs of AWS Network Firewall, or of the firewall on the route')],
  }),
});
