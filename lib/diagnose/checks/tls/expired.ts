import { lookAt } from '../../looks.ts';
import { changeHost } from '../../steps/elsewhere.ts';
import { handshakeCheck } from '../support/handshake-check.ts';

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
  repair: () => ({
    steps: [
      changeHost(
        "Correct this host's clock, and have it follow Amazon Time Sync (169.254.169.123)",
        'None needed: the clock was wrong',
      ),
    ],
    looks: [
      lookAt(
        "Compare this host's clock with another one; if it's right, find out who issued the certificate",
        'workload',
      ),
    ],
  }),
});
