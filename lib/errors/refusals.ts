import type { CheckedCode } from '../model/codes.ts';
import type { SecretRead } from '../model/probes.ts';
import { SERVICE } from '../services/index.ts';
import type { Refusal } from '../services/service.ts';

/**
 * What an error of the service means: the finding that each is, the first that fits. Which policy denies, if the sentence says,
 * has a check of its own. Sources: "Common errors" of the services' API references, and answers seen.
 */
const MEANINGS: readonly Refusal[] = [
  ...SERVICE.refusals,
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
  { code: 'iam/no-reason', names: ['AccessDeniedException', 'AccessDenied'] },
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
