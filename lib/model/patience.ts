/** What is waited for: an answer to a question, a quick one, an answer to a SYN, to a ClientHello, to a small one beside it, to a request, or of the API. */
export type Protocol = 'dns' | 'moment' | 'tcp' | 'tls' | 'hello' | 'http' | 'api';

/**
 * How long a peer has before its silence means something, in milliseconds: as long as real callers wait for it, or as long as no
 * healthy peer takes. Whoever waits less has not seen silence. docs/decisions/0009 says why.
 *
 * - dns: glibc gives a server five seconds (resolv.conf(5), `timeout`).
 * - moment: a resolver in the same VPC answers within milliseconds; what is slower is asked about in another way meanwhile.
 * - tcp: Linux sends a SYN at 0, 1 and 3 s; all three were lost or dropped (tcp(7), `tcp_syn_retries`; RFC 6298).
 * - tls: a handshake is two round trips, and lost packets are sent again within a second.
 * - hello: it is sent when the first has met silence for a while, and ends with it.
 * - http, api: SDKs wait for an answer half a minute and longer, functions a few seconds. A workload that has not got its secret in
 *   six, over a connection that took milliseconds, is not served.
 */
export const PATIENCE_MS: Readonly<Record<Protocol, number>> = {
  dns: 5_000,
  moment: 300,
  tcp: 3_500,
  tls: 5_000,
  hello: 3_000,
  http: 6_000,
  api: 6_000,
};
