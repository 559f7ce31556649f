import { handshakeCheck } from '../support/handshake-check.ts';
import { repairClock } from '../support/handshake-repairs.ts';

/** By this host's clock the certificate has expired: either it is old, or the clock is ahead. */
export default handshakeCheck({
  code: 'tls/expired',
  title: "The certificate has expired, by this host's clock",
  healthy: "the certificate hasn't expired",
  matches: (attempt) => attempt.outcome === 'expired',
  happened: (attempt) =>
    `failed: the certificate was valid until ${attempt.certificate?.notAfter ?? 'an unknown time'}`,
  candidates: [
    { cause: 'tls/clock-skew', why: "this host's clock is ahead" },
    { cause: 'tls/intercepted-untrusted', why: 'a firewall or proxy shows an expired certificate of its own' },
  ],
  repair: repairClock,
});
