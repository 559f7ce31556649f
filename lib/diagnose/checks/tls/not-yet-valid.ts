import { handshakeCheck } from '../support/handshake-check.ts';

/** Valid only from a time after now, by this host's clock: the clock is behind, far more often than the certificate early. */
export default handshakeCheck({
  code: 'tls/not-yet-valid',
  title: "The certificate is not valid yet, by this host's clock",
  healthy: 'the certificate is already valid',
  matches: (attempt) => attempt.outcome === 'not-yet-valid',
  happened: (attempt) =>
    `shows a certificate that is valid from ${attempt.certificate?.notBefore ?? 'an unknown time'}`,
  candidates: [
    { cause: 'tls/clock-skew', why: "this host's clock is behind" },
    { cause: 'tls/intercepted-untrusted', why: 'an appliance shows a certificate made moments ago' },
  ],
  wouldDecide: "this host's clock, compared with another",
  fixes: [{ say: "Set this host's clock (on EC2: chrony with 169.254.169.123)" }],
});
