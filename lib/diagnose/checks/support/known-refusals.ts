import type { SecretRead } from '../../../model/probes.ts';

/** KMS's own refusals, passed on under Secrets Manager's AccessDeniedException. */
const KMS_TEXT = /\bkms\b|customer master key/i;

const KMS_DENIAL = /is not authorized to perform: kms:/i;

/** A denial of an API call, which may quote any name. */
const DENIAL_TEXT = /is not authorized to perform/i;

/** Errors of Secrets Manager, by name or sentence, that each have a check. Source: the service's API reference and answers seen. */
const REFUSALS = {
  expired: (secret: SecretRead) => named(secret, 'ExpiredTokenException', 'ExpiredToken', 'RequestExpired'),
  invalid: (secret: SecretRead) =>
    named(
      secret,
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'IncompleteSignature',
      'IncompleteSignatureException',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
    ),
  signature: (secret: SecretRead) => named(secret, 'InvalidSignatureException', 'SignatureDoesNotMatch'),
  throttled: (secret: SecretRead) => /throttl|TooManyRequests/i.test(secret.errorName ?? ''),
  denied: (secret: SecretRead) => named(secret, 'AccessDeniedException', 'AccessDenied') && !speaksOfKey(secret),
  key: (secret: SecretRead) =>
    named(secret, 'DecryptionFailure') ||
    (named(secret, 'AccessDeniedException', 'AccessDenied', 'InvalidRequestException') && speaksOfKey(secret)),
  noVersion: (secret: SecretRead) => named(secret, 'ResourceNotFoundException') && says(secret, /secret value for/i),
  notFound: (secret: SecretRead) => named(secret, 'ResourceNotFoundException') && !says(secret, /secret value for/i),
  deleted: (secret: SecretRead) => named(secret, 'InvalidRequestException') && says(secret, /marked for deletion/i),
} as const satisfies Record<string, (secret: SecretRead) => boolean>;

export type Refusal = keyof typeof REFUSALS;

/** Whether the service refused in exactly this way. */
export const isRefusal = (kind: Refusal, secret: SecretRead): boolean =>
  secret.outcome === 'refused' && REFUSALS[kind](secret);

/** Whether any check knows the service's refusal. */
export const isKnownRefusal = (secret: SecretRead): boolean =>
  (Object.keys(REFUSALS) as Refusal[]).some((kind) => isRefusal(kind, secret));

const named = (secret: SecretRead, ...names: readonly string[]): boolean => names.includes(secret.errorName ?? '');

/** Of a text that is not kept only what it mentions is known. */
const says = ({ message, withheld }: SecretRead, words: RegExp): boolean =>
  words.test(message ?? withheld.flatMap((one) => (one.field === 'message' ? one.mentions : [])).join(' '));

const speaksOfKey = (secret: SecretRead): boolean =>
  says(secret, KMS_DENIAL) || (says(secret, KMS_TEXT) && !says(secret, DENIAL_TEXT));

/** A web page where the service's JSON should be, whatever its status. */
export const isWebPage = (secret: SecretRead): boolean =>
  (secret.outcome === 'not-the-service' || secret.outcome === 'refused') && (secret.contentType ?? '').includes('html');

/** HTTP 5xx, and not from a proxy's page. */
export const isServerError = (secret: SecretRead): boolean =>
  (secret.outcome === 'not-the-service' || secret.outcome === 'refused') &&
  (secret.status ?? 0) >= 500 &&
  !isWebPage(secret) &&
  !isRefusal('throttled', secret);
