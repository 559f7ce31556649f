import * as v from 'valibot';
import { type Fits, milliseconds, text, textOrNull, texts } from './schema.ts';

export const TLS_OUTCOME = v.picklist([
  'verified',
  'untrusted',
  'self-signed',
  'wrong-host',
  'expired',
  'not-yet-valid',
  /** Cut by RST. */
  'reset',
  /** Cut by FIN, as a program that ends a connection does. */
  'closed',
  'silent',
  'not-tls',
  'version-refused',
  /** TCP did not open, so TLS was never spoken. */
  'not-connected',
  'unfinished',
  'failed',
]);
export type TlsOutcome = Fits<typeof TLS_OUTCOME>;

export const CERTIFICATE = v.object({
  subject: text,
  issuer: text,
  issuerOrganization: textOrNull,
  subjectAltNames: texts,
  /** ISO 8601. */
  notBefore: text,
  notAfter: text,
  fingerprint256: text,
});
export type Certificate = Fits<typeof CERTIFICATE>;

const SMALL_HELLO = v.picklist(['alert', 'cut', 'silent', 'not-connected', 'unfinished', 'failed']);

/** What became of a ClientHello of some 170 bytes that offers only what any server refuses; `alert`: it was refused. */
export type SmallHello = Fits<typeof SMALL_HELLO>;

const CLASSIC_HELLO = v.picklist([
  /** It completed, and the usual one beside it was cut once more. */
  'verified',
  /** It was cut as well. */
  'cut',
  /** The usual one was not cut a second time. */
  'by-chance',
  'silent',
  'unfinished',
  'failed',
]);

/** What became of a usual ClientHello without a post-quantum key share, which fits into one packet. */
export type ClassicHello = Fits<typeof CLASSIC_HELLO>;

export const TLS_ATTEMPT = v.object({
  address: text,
  outcome: TLS_OUTCOME,
  code: textOrNull,
  protocol: textOrNull,
  certificate: v.nullable(CERTIFICATE),
  /** Sent beside a handshake that met silence, or after one of more than a packet was cut, to tell size from all else; null where it was not sent. */
  smallHello: v.nullable(SMALL_HELLO),
  /** Sent where a large one was cut and a small one met an alert; null where it was not sent. */
  classicHello: v.optional(v.nullable(CLASSIC_HELLO), null),
  tookMs: milliseconds,
});
export type TlsAttempt = Fits<typeof TLS_ATTEMPT>;
