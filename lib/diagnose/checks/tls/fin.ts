import { handshakeCheck } from '../support/handshake-check.ts';

/**
 * TCP opens and the peer ends the connection in good order (FIN) instead of answering: a program that accepted and then found
 * that it does not serve this name, or has nobody behind it to pass the connection to. An endpoint does not.
 */
export default handshakeCheck({
  code: 'tls/fin',
  title: 'The peer closes the connection instead of answering TLS',
  healthy: 'no peer closes in the handshake',
  matches: (attempt) => attempt.outcome === 'closed',
  happened: () => 'was closed by the peer, in good order, before any answer',
  candidates: [
    {
      cause: 'dns/private-not-endpoint',
      why: 'the address is a proxy or load balancer that does not serve the name, or has no target',
    },
    { cause: 'route/firewall', why: 'a transparent proxy on the path does not let the server name pass' },
  ],
  wouldDecide: 'which network interface has that address (ec2:DescribeNetworkInterfaces)',
  fixes: [{ say: "Make the service's name resolve to the endpoint, and take the proxy out of the way" }],
});
