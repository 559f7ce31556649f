import { isErrorName } from '../../errors/names.ts';
import type { CredentialSource, CredentialsLook } from '../../model/credentials.ts';
import type { Protocol } from '../../model/patience.ts';
import { isProfileAbsent, type SourceSteps, sourceStepsOf } from '../credential-source.ts';
import { runsIn, type Variables } from '../in-environment.ts';
import type { RequestStep, SeenRequest, Watch } from '../requests-seen.ts';
import { startStopwatch } from '../stopwatch.ts';
import type { Unanswered, Waits } from '../waits.ts';
import { type HowItEnded, howItEnded } from './credential-requests.ts';
import { errorCodeOf } from './error-code.ts';

type Ended = Pick<CredentialsLook, 'outcome' | 'errorName' | 'code' | 'status'>;

/** What is asked, and of whom; for instance metadata it is the role's name and credentials, over HTTP. */
const ASKS: Readonly<Partial<Record<CredentialSource, string>>> = {
  'web-identity': 'sts:AssumeRoleWithWebIdentity',
  'assumed-role': 'sts:AssumeRole',
  sso: 'sso:GetRoleCredentials',
  login: 'signin:CreateOAuth2Token',
  'pod-identity': "the Pod Identity agent for the pod's role",
  container: "the container's credentials",
  'instance-metadata': "the instance's role",
};

/** Waits for credentials that are being loaded, as long as each step of each request has, and says how that ended and where. */
export async function probeCredentials(
  loading: Promise<unknown>,
  watch: Watch,
  variables: Variables,
  waits: Waits,
): Promise<CredentialsLook> {
  const stopwatch = startStopwatch();
  const silence = silenceOf(watch, waits);
  const steps = await sourceStepsOf(variables);
  const came = await Promise.race([loading.then(() => 'loaded' as const, asError), silence.met]);
  silence.end();
  const tookMs = stopwatch.waitedMs();
  const { requests } = watch;
  const last = requests.at(-1);
  const source = sourceOf(steps, requests);
  const asked = last && source === reached(steps, last, requests) ? last : undefined;
  const look = {
    source,
    host: asked?.host ?? null,
    asks: asked ? (ASKS[source] ?? null) : null,
    addresses: asked?.addresses.filter(Boolean) ?? [],
    runsIn: runsIn(variables),
    ...(came !== 'loaded' && (await isProfileAbsent(variables)) ? { profile: 'absent' as const } : {}),
  };
  const ended = came === 'loaded' ? LOADED : await failureOf(came, { source, asked }, watch, waits);
  return { ...look, ...ended, tookMs };
}

const asError = (error: unknown) => ({ error });

const LOADED: Ended = { outcome: 'loaded', errorName: null, code: null, status: null };

const PROTOCOL: Readonly<Record<RequestStep, Protocol>> = {
  name: 'dns',
  connection: 'tcp',
  tls: 'tls',
  answer: 'api',
  answered: 'api',
};

/** A step that a host has not been at before gets the patience of its protocol; trying again is no progress. */
function silenceOf(watch: Watch, waits: Waits) {
  const met = Promise.withResolvers<Unanswered>();
  const tried = new Set<string>();
  let endWait = waits.start('api', met.resolve);
  watch.onStep = ({ host, step }) => {
    const place = `${step} ${host}`;
    if (tried.has(place)) return;
    tried.add(place);
    endWait();
    endWait = waits.start(PROTOCOL[step], met.resolve);
  };
  // What began before anybody looked.
  for (const request of watch.requests) watch.onStep(request);
  return { met: met.promise, end: () => endWait() };
}

/** The source that a request was made for; null where the steps know of none that asks there. */
function reached(steps: SourceSteps, { host }: SeenRequest, all: readonly SeenRequest[]): CredentialSource | null {
  const isStep = (...sources: readonly CredentialSource[]) => steps.find((step) => sources.includes(step)) ?? null;
  if (host === '169.254.170.23' || host === 'fd00:ec2::23') return isStep('pod-identity');
  if (host.startsWith('portal.sso.') || host.startsWith('oidc.')) return isStep('sso');
  if (`.${host}`.includes('.signin.')) return isStep('login');
  const ofSts = steps.filter((step) => step === 'assumed-role' || step === 'web-identity');
  const isLinkLocal = host.startsWith('169.254.') || host === 'fd00:ec2::254';
  if (isLinkLocal || ofSts.length === 0) return isStep('container', 'instance-metadata');
  // The deepest is asked first; what it gave is what the next one signs with.
  const isSecond = all.filter((one) => one.host === host && one.status === 200).length > 0;
  return (isSecond ? ofSts[0] : ofSts.at(-1)) ?? null;
}

/** The one that was asked last, or would have been asked first. Where the chain went on to what it always ends with, the source named is at fault. */
function sourceOf(steps: SourceSteps, requests: readonly SeenRequest[]): CredentialSource {
  const last = requests.at(-1);
  const asked = last ? reached(steps, last, requests) : null;
  if (asked !== null) return asked;
  const deepest = steps.at(-1) ?? steps[0];
  if (deepest === 'instance-metadata' && !last) return 'none';
  return deepest === 'profile' || deepest === 'environment' ? steps[0] : deepest;
}

interface Asked {
  readonly source: CredentialSource;
  readonly asked: SeenRequest | undefined;
}

async function failureOf(
  came: Unanswered | { readonly error: unknown },
  { source, asked }: Asked,
  watch: Watch,
  waits: Waits,
): Promise<Ended> {
  if (came === 'unfinished') return { ...LOADED, outcome: 'unfinished' };
  const error = came === 'silent' ? null : came.error;
  const { name } = (error ?? {}) as { readonly name?: unknown };
  const errorName = typeof name === 'string' && isErrorName(name) ? name : null;
  const code = errorCodeOf(error);
  if (!asked) return { outcome: withoutRequest(source, code, came), errorName, code, status: null };
  const how: HowItEnded = await howItEnded(asked, watch.requests, waits);
  const outcome = how.outcome === 'denied' && isExpired(source, how.status, errorName) ? 'expired' : how.outcome;
  return { errorName, ...how, outcome };
}

/** What ended before anybody was asked: a file that is not there, or a sign-in that has ended. */
function withoutRequest(source: CredentialSource, code: string | null, came: unknown): Ended['outcome'] {
  if (came === 'silent') return 'silent';
  if (code === 'ENOENT' || code === 'EACCES' || source === 'none') return 'not-found';
  return source === 'sso' || source === 'login' ? 'expired' : 'failed';
}

const EXPIRED: ReadonlySet<string | null> = new Set(['ExpiredTokenException', 'ExpiredToken', 'UnauthorizedException']);

const isExpired = (source: CredentialSource, status: number | null, errorName: string | null): boolean =>
  EXPIRED.has(errorName) || ((source === 'sso' || source === 'login') && status === 401);
