import { SERVICE } from '../../../services/index.ts';
import { handshakeCheck } from '../support/handshake-check.ts';

/** The certificate is valid for other names: another service's endpoint, a proxy, or a record that points elsewhere. */
export default handshakeCheck({
  code: 'tls/wrong-host',
  title: "The certificate is for another name than the service's",
  healthy: 'the certificate names the service',
  matches: (attempt) => attempt.outcome === 'wrong-host',
  happened: (attempt) =>
    `shows a certificate for ${attempt.certificate?.subjectAltNames.slice(0, 3).join(', ') || 'other names'}`,
  candidates: [
    { cause: 'endpoint/wrong-service', why: 'the address is the endpoint of another service' },
    { cause: 'dns/private-not-endpoint', why: 'a record or /etc/hosts points the name to another host' },
    { cause: 'route/overlap-cidr', why: 'the same range exists in two networks, and packets went to the other one' },
  ],
  wouldDecide: 'which endpoint or host has that address (ec2:DescribeNetworkInterfaces)',
  fixes: [{ say: `Make the service's name resolve to the ${SERVICE.name} endpoint's own addresses` }],
});
