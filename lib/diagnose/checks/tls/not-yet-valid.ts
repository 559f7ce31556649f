import { handshakeCheck } from '../support/handshake-check.ts';
import { repairClock } from '../support/handshake-repairs.ts';

/** By this host's clock the certificate starts later. Far more often the clock is behind than the certificate early. */
export default handshakeCheck({
  code: 'tls/not-yet-valid',
  title: "The certificate isn't valid yet, by this host's clock",
  healthy: 'the certificate is already valid',
  matches: (attempt) => attempt.outcome === 'not-yet-valid',
  happened: (attempt) =>
    `failed: the certificate is only valid from ${attempt.certificate?.notBefore ?? 'an unknown time'}`,
  candidates: [
    { cause: 'tls/clock-skew', why: "this host's clock is behind" },
    { cause: 'tls/intercepted-untrusted', why: 'a firewall or proxy shows a certificate that it issued moments ago' },
  ],
  repair: repairClock,
});
