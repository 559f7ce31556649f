import { whoseAddress } from '../../looks.ts';
import { changeAnswer } from '../../steps/names.ts';
import { handshakeCheck, issuerOf } from '../support/handshake-check.ts';

/** A self-signed certificate: another host has that address, or an override points to a development server. */
export default handshakeCheck({
  code: 'tls/self-signed',
  title: "The server shows a self-signed certificate instead of the service's",
  healthy: "the certificate isn't self-signed",
  matches: (attempt) => attempt.outcome === 'self-signed',
  happened: (attempt) => `got a self-signed certificate (${issuerOf(attempt)})`,
  candidates: [
    { cause: 'dns/private-not-endpoint', why: 'the address belongs to another host' },
    {
      cause: 'tls/intercepted-untrusted',
      why: 'a firewall or proxy answers with a certificate that it generated on the spot',
    },
  ],
  repair: (where, target) => ({
    steps: [changeAnswer("Make the service's name resolve to the endpoint's own addresses")],
    looks: [
      whoseAddress(
        where.map(({ address }) => address),
        target,
      ),
    ],
  }),
});
