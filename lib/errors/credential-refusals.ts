import type { CredentialsLook } from '../model/credentials.ts';

/** What a refusal says, of whoever gives a role. */
export type CredentialRefusal =
  /** By a policy: the role's own, the caller's, or one on the way. */
  | 'not-let-in'
  /** IAM does not know, or does not accept, who issued the token. */
  | 'provider'
  | 'issuer-unreachable'
  | 'token-expired'
  /** The keys that ask for the role, in the profile's source. */
  | 'keys-expired'
  | 'keys-unknown'
  | 'signature'
  | 'region-off'
  | 'request'
  | 'not-assigned'
  | 'session-ended'
  | 'throttled'
  | 'unknown';

const MEANINGS: Readonly<Partial<Record<CredentialRefusal, readonly string[]>>> = {
  'not-let-in': ['AccessDenied', 'AccessDeniedException', 'NotAuthorized', 'UnauthorizedOperation'],
  provider: [
    ...['InvalidIdentityToken', 'InvalidIdentityTokenException', 'IDPRejectedClaim', 'IDPRejectedClaimException'],
  ],
  'issuer-unreachable': ['IDPCommunicationError', 'IDPCommunicationErrorException'],
  'keys-unknown': [
    ...['InvalidClientTokenId', 'UnrecognizedClientException', 'AuthFailure', 'IncompleteSignature'],
    ...['IncompleteSignatureException', 'MissingAuthenticationToken', 'MissingAuthenticationTokenException'],
  ],
  signature: ['SignatureDoesNotMatch', 'InvalidSignatureException', 'RequestExpired'],
  'region-off': ['RegionDisabledException', 'OptInRequired'],
  request: [
    ...['ValidationError', 'ValidationException', 'PackedPolicyTooLarge', 'PackedPolicyTooLargeException'],
    ...['InvalidParameterValue', 'InvalidParameterCombination', 'InvalidParameterException', 'MissingParameter'],
    ...['MalformedQueryString', 'InvalidRequestException'],
  ],
  throttled: [
    ...['Throttling', 'ThrottlingException', 'ThrottledException', 'TooManyRequestsException', 'SlowDown'],
    ...['RequestLimitExceeded', 'LimitExceededException'],
  ],
};

/** Refusals of what is signed: a web identity is asked for with a token alone. */
const OF_SIGNED: ReadonlySet<CredentialRefusal> = new Set(['keys-unknown', 'signature']);

type Refused = Pick<CredentialsLook, 'source' | 'outcome' | 'errorName' | 'status'>;

/**
 * What a refusal means, by its name; a sign-in's by its status, as the SDK keeps no more of it. Sources: STS API Reference, AssumeRole,
 * AssumeRoleWithWebIdentity and "Common errors"; IAM Identity Center Portal API Reference, GetRoleCredentials.
 */
export function credentialRefusalOf({ source, outcome, errorName, status }: Refused): CredentialRefusal {
  if (outcome === 'expired') return source === 'web-identity' ? 'token-expired' : 'keys-expired';
  const named = namedRefusal(errorName);
  if (named === 'throttled' || status === 429) return 'throttled';
  if (source === 'login') return 'session-ended';
  if (source === 'sso') return status === 403 ? 'not-assigned' : 'request';
  return source === 'web-identity' && OF_SIGNED.has(named) ? 'unknown' : named;
}

function namedRefusal(errorName: string | null): CredentialRefusal {
  const all = Object.entries(MEANINGS) as [CredentialRefusal, readonly string[]][];
  return all.find(([, names]) => names.includes(errorName ?? ''))?.[0] ?? 'unknown';
}
