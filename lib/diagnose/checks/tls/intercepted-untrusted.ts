import { lookAt } from '../../looks.ts';
import { changeAppliance, changeEnvironment } from '../../steps/elsewhere.ts';
import { handshakeCheck, issuedByAmazon, issuerOf } from '../support/handshake-check.ts';

/**
 * A proxy in the path ends TLS and shows a certificate from its own CA, which this host doesn't trust: the issuer isn't Amazon
 * (not confirmed outside the partition aws). Only the handshake is probed; nothing is sent over the untrusted connection.
 */
export default handshakeCheck({
  code: 'tls/intercepted-untrusted',
  title: "The certificate isn't from Amazon, and this host doesn't trust it",
  healthy: 'no untrusted certificate from an issuer other than Amazon',
  matches: (attempt) => attempt.outcome === 'untrusted' && attempt.certificate !== null && !issuedByAmazon(attempt),
  happened: (attempt) => `got a certificate issued by ${issuerOf(attempt)}, which this host doesn't trust`,
  candidates: [
    { cause: 'dns/private-not-endpoint', why: 'the address belongs to another host with a private certificate' },
  ],
  repair: (_, { host }) => ({
    steps: [changeAppliance(`Exempt ${host} from TLS inspection, so clients verify AWS itself`)],
    alternatives: [changeEnvironment("Add the proxy's CA to what the runtime trusts (NODE_EXTRA_CA_CERTS)")],
    looks: [lookAt('Ask the network team which firewall or proxy signs with that issuer')],
  }),
});
