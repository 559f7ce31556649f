import { handshakeCheck, issuerOf } from '../support/handshake-check.ts';

/** A certificate that signed itself: another host owns that address, or an override points to a development server. */
export default handshakeCheck({
  code: 'tls/self-signed',
  title: "A self-signed certificate is shown instead of the service's",
  healthy: 'the certificate is not self-signed',
  matches: (attempt) => attempt.outcome === 'self-signed',
  happened: (attempt) => `shows a self-signed certificate (${issuerOf(attempt)})`,
  candidates: [
    { cause: 'dns/private-not-endpoint', why: 'the address belongs to another host' },
    { cause: 'tls/intercepted-untrusted', why: 'an appliance answers with a certificate made on the spot' },
  ],
  wouldDecide: 'which network interface has that address (ec2:DescribeNetworkInterfaces)',
  fixes: [{ say: "Make the service's name resolve to the endpoint's own addresses" }],
});
