/** What is waited for: an answer to a question, to a SYN, to a ClientHello, to a small one beside it, to a request, or of the API. */
export type Protocol = 'dns' | 'tcp' | 'tls' | 'hello' | 'http' | 'api';

/**
 * How long real callers wait at least, in milliseconds. Nothing is silent before that: whoever waits less has not seen silence.
 *
 * - dns: glibc gives a server five seconds (resolv.conf(5), `timeout`).
 * - tcp: Linux sends a SYN at 0, 1 and 3 s; all three were lost or dropped (tcp(7), `tcp_syn_retries`; RFC 6298).
 * - tls: the shortest limit that an AWS SDK sets for a handshake is five seconds (Java 2.x over Netty).
 * - hello: it is sent when the first has met silence for a while, and ends with it.
 * - http, api: SDKs wait for an answer half a minute and longer (Java 2.x 30 s, Python 60 s). A function has less: a workload that
 *   has not got its secret in six seconds, over a connection that took milliseconds, is not served.
 */
export const PATIENCE_MS: Readonly<Record<Protocol, number>> = {
  dns: 5_000,
  tcp: 3_500,
  tls: 5_000,
  hello: 3_000,
  http: 6_000,
  api: 6_000,
};
