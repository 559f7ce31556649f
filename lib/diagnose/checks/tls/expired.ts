import { handshakeCheck } from '../support/handshake-check.ts';

/** Valid until before now, by this host's clock: so either the certificate is old, or the clock runs ahead. */
export default handshakeCheck({
  code: 'tls/expired',
  title: "The certificate has expired, by this host's clock",
  healthy: 'the certificate has not expired',
  matches: (attempt) => attempt.outcome === 'expired',
  happened: (attempt) =>
    `shows a certificate that was valid until ${attempt.certificate?.notAfter ?? 'an unknown time'}`,
  candidates: [
    { cause: 'tls/clock-skew', why: "this host's clock runs ahead" },
    { cause: 'tls/intercepted-untrusted', why: 'an appliance shows an old certificate of its own' },
  ],
  wouldDecide: "this host's clock, compared with another",
  fixes: [{ say: "Compare this host's clock with another; then look at who issued the certificate" }],
});
