import type { CheckedCode } from '../../model/codes.ts';
import type { SecretRead } from '../../model/probes.ts';

interface Meaning {
  readonly code: CheckedCode;
  /** Error names, any of them. */
  readonly names: readonly string[];
  /** What the sentence says, where the name alone does not tell. */
  readonly says?: (sentence: string) => boolean;
}

const DENIED = ['AccessDeniedException', 'AccessDenied'];

const KMS_DENIAL = /is not authorized to perform: kms:/i;

/** KMS's own refusals, passed on under Secrets Manager's error names; a denial of an API call may quote any name. */
const speaksOfKey = (sentence: string): boolean =>
  KMS_DENIAL.test(sentence) ||
  (/\bkms\b|customer master key/i.test(sentence) && !/is not authorized to perform/i.test(sentence));

/**
 * What an error of Secrets Manager means: the finding that each is, the first that fits. Sources: the service's API reference,
 * "Common errors", and answers seen.
 */
const MEANINGS: readonly Meaning[] = [
  { code: 'credentials/expired', names: ['ExpiredTokenException', 'ExpiredToken', 'RequestExpired'] },
  {
    code: 'credentials/invalid',
    names: [
      ...['UnrecognizedClientException', 'InvalidClientTokenId', 'IncompleteSignature'],
      ...['IncompleteSignatureException', 'MissingAuthenticationToken', 'MissingAuthenticationTokenException'],
    ],
  },
  { code: 'credentials/signature-refused', names: ['InvalidSignatureException', 'SignatureDoesNotMatch'] },
  {
    code: 'service/throttled',
    names: [
      ...['Throttling', 'ThrottlingException', 'ThrottledException', 'TooManyRequestsException'],
      ...['RequestLimitExceeded', 'SlowDown'],
    ],
  },
  { code: 'kms/no-decrypt', names: ['DecryptionFailure'] },
  { code: 'kms/no-decrypt', names: [...DENIED, 'InvalidRequestException'], says: speaksOfKey },
  // Which policy, if it says, has a check of its own.
  { code: 'iam/no-reason', names: DENIED },
  {
    code: 'secret/no-awscurrent',
    names: ['ResourceNotFoundException'],
    says: (sentence) => /secret value for/i.test(sentence),
  },
  { code: 'secret/not-found', names: ['ResourceNotFoundException'] },
  {
    code: 'secret/scheduled-deletion',
    names: ['InvalidRequestException'],
    says: (sentence) => /marked for deletion/i.test(sentence),
  },
];

/** The finding that the service's refusal is; null for an answer that is no refusal, or none that is known. */
export function meaningOf(secret: SecretRead): CheckedCode | null {
  if (secret.outcome !== 'refused') return null;
  const sentence = sentenceOf(secret);
  const meaning = MEANINGS.find(
    ({ names, says }) => names.includes(secret.errorName ?? '') && (says === undefined || says(sentence)),
  );
  return meaning?.code ?? null;
}

/** Of a text that is not kept only what it mentions is known. */
const sentenceOf = ({ message, withheld }: SecretRead): string =>
  message ?? withheld.flatMap((one) => (one.field === 'message' ? one.mentions : [])).join(' ');

const ANSWERED: ReadonlySet<SecretRead['outcome']> = new Set(['not-the-service', 'refused']);

/** A web page where the service's JSON should be, whatever its status. */
export const isWebPage = ({ outcome, contentType }: SecretRead): boolean =>
  ANSWERED.has(outcome) && (contentType ?? '').includes('html');

/** HTTP 5xx, and not from a proxy's page. */
export const isServerError = (secret: SecretRead): boolean =>
  ANSWERED.has(secret.outcome) &&
  (secret.status ?? 0) >= 500 &&
  !isWebPage(secret) &&
  meaningOf(secret) !== 'service/throttled';
