import { handshakeCheck, issuedByAmazon, issuerOf } from '../support/handshake-check.ts';

/**
 * An appliance on the path ends TLS and shows a certificate of its own authority, which this host does not trust: the
 * issuer is not Amazon (not confirmed outside the partition aws). Only the handshake is probed; nothing is sent over the untrusted connection.
 */
export default handshakeCheck({
  code: 'tls/intercepted-untrusted',
  title: 'Something on the path intercepts TLS with a certificate that is not trusted',
  healthy: 'TLS is not intercepted',
  matches: (attempt) => attempt.outcome === 'untrusted' && attempt.certificate !== null && !issuedByAmazon(attempt),
  happened: (attempt) => `shows a certificate issued by ${issuerOf(attempt)}, which this host does not trust`,
  candidates: [
    { cause: 'tls/intercepted-untrusted', why: 'a firewall or proxy with TLS inspection is in the path' },
    { cause: 'dns/private-not-endpoint', why: 'the address belongs to another host with a private certificate' },
  ],
  wouldDecide: 'which appliance signs with that issuer: the network team knows it by name',
  fixes: [
    { say: 'Exempt the service from TLS inspection (preferred: clients then verify AWS itself)' },
    { say: "Or let the runtime trust the appliance's CA (NODE_EXTRA_CA_CERTS)" },
  ],
});
