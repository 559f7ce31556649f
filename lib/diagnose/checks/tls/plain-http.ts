import { handshakeCheck } from '../support/handshake-check.ts';

/** The port answers in clear text: a proxy, a captive portal or another program, not an AWS endpoint. */
export default handshakeCheck({
  code: 'tls/plain-http',
  title: 'Port 443 does not speak TLS',
  healthy: 'port 443 speaks TLS',
  matches: (attempt) => attempt.outcome === 'not-tls',
  happened: (attempt) => `met something that does not speak TLS (${attempt.code ?? 'no code'})`,
  candidates: [
    { cause: 'route/firewall', why: 'a proxy or portal on the path answers in clear text' },
    { cause: 'dns/private-not-endpoint', why: 'another program listens at that address' },
  ],
  wouldDecide: 'which network interface has that address (ec2:DescribeNetworkInterfaces)',
  fixes: [{ say: "Make the service's name resolve to the endpoint, and take the proxy out of the way" }],
});
