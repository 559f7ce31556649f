import type { DnsOutcome } from '../model/dns.ts';
import type { UnseenReason } from '../model/observation.ts';
import type { SecretOutcome, TcpOutcome } from '../model/probes.ts';
import type { TlsOutcome } from '../model/tls.ts';

type Meanings<T> = Readonly<Record<string, T>>;

/** What getaddrinfo's codes mean. */
export const LOOKUP_OUTCOMES: Meanings<DnsOutcome> = { ENOTFOUND: 'name-not-found', EAI_AGAIN: 'server-failed' };

/** What the codes of a question to one DNS server mean: c-ares's names for response codes, and the socket's own. */
export const DNS_OUTCOMES: Meanings<DnsOutcome> = {
  ENOTFOUND: 'name-not-found',
  ENODATA: 'no-address',
  ESERVFAIL: 'server-failed',
  EREFUSED: 'refused',
  EFORMERR: 'server-failed',
  ENOTIMP: 'server-failed',
  EBADRESP: 'failed',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
};

/** What the codes of a connect mean. */
export const TCP_OUTCOMES: Meanings<TcpOutcome> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  // What Linux makes of ICMP's host unreachable and administratively prohibited.
  EHOSTUNREACH: 'rejected',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  // Linux's own words for a route of type `prohibit` and `blackhole`.
  EACCES: 'unreachable',
  EINVAL: 'unreachable',
};

/** What the codes of a handshake mean: OpenSSL's reasons, and the socket's own. */
export const TLS_OUTCOMES: Meanings<TlsOutcome> = {
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-tls',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'version-refused',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'version-refused',
};

/** What the codes of a signed call mean, where no answer came. */
export const CALL_OUTCOMES: Meanings<SecretOutcome> = {
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNREFUSED: 'not-connected',
  EHOSTUNREACH: 'not-connected',
  ENETUNREACH: 'not-connected',
  // The kernel's own patience with a peer that stopped answering is longer than ours.
  ETIMEDOUT: 'silent',
};

/** Why a fact is missing, by the name or code of the error. */
export const UNSEEN_REASONS: Meanings<UnseenReason> = {
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  UnauthorizedOperation: 'denied',
  AbortError: 'timed-out',
  TimeoutError: 'timed-out',
  ETIMEDOUT: 'timed-out',
};
