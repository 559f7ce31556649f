import { handshakeCheck } from '../support/handshake-check.ts';
import { bypassProxy } from '../support/handshake-repairs.ts';

/** The port answers without TLS: a proxy, a captive portal or another program, not an AWS endpoint. */
export default handshakeCheck({
  code: 'tls/plain-http',
  title: 'Port 443 answers, but not with TLS',
  healthy: 'port 443 answers with TLS',
  matches: (attempt) => attempt.outcome === 'not-tls',
  happened: (attempt) => `got an answer that isn't TLS (${attempt.code ?? 'no error code'})`,
  candidates: [
    { cause: 'route/firewall', why: 'a proxy or captive portal in the path answers in clear text' },
    { cause: 'dns/private-not-endpoint', why: 'another program listens at that address' },
  ],
  repair: bypassProxy,
});
