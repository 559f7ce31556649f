import { type CredentialRefusal, credentialRefusalOf } from '../../../errors/credential-refusals.ts';
import type { Repair } from '../../../model/problem.ts';
import { SERVICE } from '../../../services/index.ts';
import { credentialsSaid } from '../../../words/credentials.ts';
import { lookAt } from '../../looks.ts';
import {
  allowByPolicy,
  createProvider,
  mountToken,
  repairProfile,
  repairTrust,
  signInAgain,
  startAgain,
} from '../../steps/credentials.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';
import { credentialCheck, type FailedLoad } from '../support/credential-check.ts';

/**
 * Whoever gives the role was reached and gave none. The error's name says whether the role, the token, the keys that ask for it, this host's
 * clock or the Region is at fault: only a denial is about the trust policy.
 * Source: STS API Reference, AssumeRoleWithWebIdentity and AssumeRole, "Errors".
 */
export default credentialCheck({
  code: 'credentials/role-not-assumable',
  title: "The role can't be assumed",
  healthy: 'the role was given',
  sources: ['web-identity', 'assumed-role', 'sso', 'login'],
  summary: (failed) =>
    `${SERVICE.operation} was never sent: ${credentialsSaid(failed.credentials)}. ${meaningOf(failed).why}`,
  candidates: ({ credentials }) =>
    credentialRefusalOf(credentials) === 'signature'
      ? [
          { cause: 'credentials/clock-skew', why: "this host's clock is more than five minutes off" },
          { cause: 'credentials/signature-mismatch', why: "the secret key doesn't belong to the access key" },
        ]
      : [],
  repair: (failed) => meaningOf(failed).repair(failed),
});

interface Meaning {
  readonly why: string;
  readonly repair: (failed: FailedLoad) => Repair;
}

const only =
  (...steps: Repair['steps']) =>
  (): Repair => ({ steps });

const look =
  (...asked: Parameters<typeof lookAt>) =>
  (): Repair => ({ steps: [], looks: [lookAt(...asked)] });

const COMPARE = lookAt(
  "Compare the role's trust policy with who asks: the identity provider, `sub` and `aud` of the token",
  'anywhere',
);

/** What denies is an answer of STS in either case, and its text is not kept. */
const NOT_LET_IN_AT_ENDPOINT: Meaning = {
  why: "The role's trust policy, a policy of the caller or that of the STS endpoint at this address doesn't let the call through.",
  repair: () => ({
    steps: [repairTrust()],
    alternatives: [allowByPolicy('STS')],
    looks: [lookAt('Read the policy of the STS endpoint that the address belongs to', 'anywhere'), COMPARE],
  }),
};

const NO_TOKEN: Meaning = { why: 'Without the token STS is not asked.', repair: only(mountToken()) };

const MEANINGS: Readonly<Record<Exclude<CredentialRefusal, 'throttled'>, Meaning>> = {
  'not-let-in': {
    why: "The role's trust policy doesn't let this caller in, or a policy of the caller forbids it.",
    repair: () => ({ steps: [repairTrust()], looks: [COMPARE] }),
  },
  provider: {
    why: "IAM has no identity provider for the token's issuer, or the token's audience isn't the provider's.",
    repair: only(createProvider()),
  },
  'issuer-unreachable': {
    why: "STS couldn't reach the token's issuer.",
    repair: look("See whether the issuer's keys can be read from the internet, and try again", 'anywhere'),
  },
  'token-expired': {
    why: 'The web identity token is too old.',
    repair: only(startAgain('Start the program again with a fresh token, and let it read the file each time')),
  },
  'keys-expired': {
    why: 'The session of the keys that ask for the role has ended.',
    repair: only(signInAgain("Renew the credentials of the profile's source_profile or credential_source")),
  },
  'keys-unknown': {
    why: "It doesn't know the keys that ask for the role: deleted, mistyped, or of another partition.",
    repair: only(repairProfile("Put valid keys into the profile's source_profile, or let a role take their place")),
  },
  signature: {
    why: "It doesn't accept the signature: this host's clock is off, or the two halves of the key don't belong together.",
    repair: look("Compare this host's clock with another one, then check both halves of the source's key", 'workload'),
  },
  'region-off': {
    why: "STS isn't active for this account in the Region of that name.",
    repair: look('See in IAM, account settings, whether STS is active in the Region that is called'),
  },
  request: {
    why: "It doesn't accept what the profile or the variables ask for: the role, its account, or the session's name or length.",
    repair: look("Compare the profile or AWS_ROLE_ARN with the role's ARN, character by character", 'workload'),
  },
  'not-assigned': {
    why: "The profile's role isn't assigned to whoever signed in.",
    repair: only(changeEnvironment('Use a profile whose account and permission set are assigned to you')),
  },
  'session-ended': {
    why: 'The sign-in is no longer valid, or whoever signed in may not use it here.',
    repair: only(signInAgain('Sign in again with aws login, with the same AWS_PROFILE')),
  },
  unknown: {
    why: 'It gives no reason that is known; a proxy in its place may be what answers.',
    repair: look('Ask for the role with the AWS CLI on this host, and read the whole error', 'workload'),
  },
};

const isTokenAbsent = ({ credentials }: FailedLoad): boolean => credentials.outcome === 'not-found';

function meaningOf(failed: FailedLoad): Meaning {
  if (isTokenAbsent(failed)) return NO_TOKEN;
  const refusal = credentialRefusalOf(failed.credentials);
  if (refusal === 'not-let-in' && failed.isAtEndpoint) return NOT_LET_IN_AT_ENDPOINT;
  return MEANINGS[refusal === 'throttled' ? 'unknown' : refusal];
}
