import type { CredentialSource, CredentialsLook, CredentialsOutcome } from '../model/credentials.ts';
import { shortList } from './list-of.ts';

/** What people call each source. */
const NAMES: Readonly<Record<CredentialSource, string>> = {
  environment: 'the environment',
  profile: 'the profile',
  'assumed-role': 'STS',
  'web-identity': 'STS',
  process: "the profile's credential_process",
  sso: 'IAM Identity Center',
  login: "AWS's sign-in",
  'pod-identity': 'the EKS Pod Identity agent',
  container: 'the container credentials endpoint',
  'instance-metadata': 'the instance metadata service',
  none: 'no source of credentials',
};

/** Names that say no more than that there is an error. */
const SDKS_OWN: ReadonlySet<string> = new Set(['CredentialsProviderError', 'ProviderError', 'Error', 'AggregateError']);

/** Those of which each is asked over the network. */
const ASKED: ReadonlySet<CredentialSource> = new Set([
  ...(['assumed-role', 'web-identity', 'sso', 'login', 'pod-identity', 'container'] as const),
]);

/** A source with its host: `STS (sts.eu-west-2.amazonaws.com)`. */
const sourceNamed = ({ source, host }: Pick<CredentialsLook, 'source' | 'host'>): string =>
  host === null ? NAMES[source] : `${NAMES[source]} (${host})`;

/** What became of loading credentials, in one clause: the source, its host, and how it ended. */
export function credentialsSaid(look: CredentialsLook): string {
  const { source, outcome, errorName, code, status, addresses, host } = look;
  const who = sourceNamed(look);
  const where = shortList(
    addresses.filter((address) => address !== host),
    MOST_ADDRESSES,
  );
  const at = where === '' ? '' : ` at ${where}`;
  const named =
    (errorName !== null && !SDKS_OWN.has(errorName) ? errorName : null) ?? (status === null ? code : `HTTP ${status}`);
  const because = code === null ? '' : ` (${code})`;
  const isSignIn = source === 'sso' || source === 'login';
  const said: Readonly<Record<CredentialsOutcome, string>> = {
    loaded: `${who} gave credentials`,
    'name-not-resolved': `${host ?? who} wasn't resolved${because}`,
    silent: `${who} doesn't answer${at}`,
    refused: `${who} refuses the connection${at}`,
    unreachable: `this host can't reach ${who}${at}${because}`,
    'not-secured': `TLS with ${who} failed${at}${because}`,
    unanswered: `${who} accepts the connection${at} and doesn't answer the request`,
    denied: `${who} answered ${named ?? 'with an error'}`,
    expired: isSignIn
      ? `the sign-in of ${who} has expired, or there is none`
      : `${who} answered ${named ?? 'that what asks has expired'}`,
    'not-found': notFound(look),
    unfinished: `the run ended while ${who} was still being asked`,
    failed: `${who} ${host === null && ASKED.has(source) ? "wasn't asked" : 'gave none'}${named === null ? '' : ` (${named})`}`,
  };
  return said[outcome];
}

/** A dual-stack endpoint in three zones has six. */
const MOST_ADDRESSES = 2;

function notFound({ source, code, status, ...look }: CredentialsLook): string {
  if (source === 'none') return 'no source of credentials was found';
  if (status !== null) return `${sourceNamed({ source, ...look })} answered HTTP ${status}`;
  if (source === 'instance-metadata') return 'the instance metadata service has no role for the instance';
  return `the token file for ${NAMES[source]} can't be read${code === null ? '' : ` (${code})`}`;
}
