import type { DerivedFacts } from '../model/check.ts';
import type { ObservedPath } from '../model/observed-path.ts';
import type { Phase } from '../model/report.ts';
import { SERVICE } from '../services/index.ts';
import { credentialsSaid } from '../words/credentials.ts';

/** The steps of a request's way in order, each with how far it got. */
export function phasesOf(derived: DerivedFacts, paths: readonly ObservedPath[]): readonly Phase[] {
  const phases = [
    dnsPhase(derived, paths),
    addressPhase('tcp', paths, (path) => path.tcp, 'open', derived.tcp),
    addressPhase('tls', paths, (path) => path.tls, 'verified', derived.tls),
    addressPhase('http', paths, (path) => path.http, 'answered', derived.http),
    ...credentialsPhase(derived),
    apiPhase(derived),
  ];
  const stopped = stoppedBy(phases);
  return phases.map((phase) => ({
    ...phase,
    shows: phase.state === 'not-reached' && stopped !== null ? stopped : phase.shows,
    tookMs: phase.tookMs === null ? null : Math.round(phase.tookMs * 10) / 10,
  }));
}

/** How a step that others wait for ends, where it fails. */
const FAILED: Readonly<Record<Phase['name'], string>> = {
  dns: 'the name was not resolved',
  tcp: 'TCP never opened',
  tls: 'TLS never completed',
  http: 'HTTP was never answered',
  credentials: 'no credentials could be loaded',
  api: 'the API call failed',
};

/** Why later steps were not tried: the first that failed; null where none did. A name that resolves elsewhere stops nothing. */
export function stoppedBy(phases: readonly Phase[]): string | null {
  const at = phases.findIndex(({ state }) => state === 'not-reached');
  const wasResolved = phases.some(({ name, state }) => name === 'tcp' && state !== 'not-reached');
  const failed = phases
    .slice(0, Math.max(at, 0))
    .findLast(({ name, state }) => state === 'failed' && !(name === 'dns' && wasResolved));
  return failed ? FAILED[failed.name] : null;
}

function dnsPhase({ serviceDns }: DerivedFacts, paths: readonly ObservedPath[]): Phase {
  if (serviceDns.state === 'unseen') return notReached('dns', serviceDns.detail);
  const { system } = serviceDns.value;
  const { tookMs, addresses } = system;
  if (system.outcome !== 'answered') return { name: 'dns', state: 'failed', shows: system.outcome, tookMs };
  const answers = paths.filter((path) => path.inDnsAnswer);
  const elsewhere = answers.filter(({ owner, inVpc }) => owner === 'other' || (owner === 'unknown' && inVpc === false));
  const isEndpointThere = answers.some(({ owner }) => owner === 'endpoint');
  const state = elsewhere.length === 0 ? 'ok' : isEndpointThere ? 'partly' : 'failed';
  const isKnown = answers.length > 0 && answers.every(({ owner }) => owner === 'endpoint');
  const whose = {
    ok: isKnown ? ': the endpoint' : '',
    failed: ': not the endpoint',
    partly: ': not only the endpoint',
  };
  return { name: 'dns', state, shows: `${addresses.join(', ')}${whose[state]}`, tookMs };
}

function addressPhase(
  name: 'tcp' | 'tls' | 'http',
  paths: readonly ObservedPath[],
  outcomeOn: (path: ObservedPath) => string | null,
  good: string,
  attempts: DerivedFacts['tcp'] | DerivedFacts['tls'] | DerivedFacts['http'],
): Phase {
  if (attempts.state === 'unseen') return notReached(name, attempts.detail);
  const reached = paths.filter((path) => outcomeOn(path) !== null && outcomeOn(path) !== 'not-connected');
  if (reached.length === 0) return notReached(name, 'no address got that far');
  const well = reached.filter((path) => outcomeOn(path) === good);
  const tookMs = Math.max(
    ...attempts.value.filter((one) => reached.some((path) => path.address === one.address)).map((one) => one.tookMs),
  );
  const shows = reached.map((path) => `${path.address} ${outcomeOn(path)}`).join(', ');
  const state = well.length === reached.length ? 'ok' : well.length === 0 ? 'failed' : 'partly';
  return { name, state, shows, tookMs };
}

/** Only where they come over the network, or did not come: keys in the environment are no step of a request. */
function credentialsPhase({ credentials }: DerivedFacts): readonly Phase[] {
  if (credentials.state === 'unseen') return [];
  const { outcome, host, tookMs } = credentials.value;
  const isLoaded = outcome === 'loaded';
  if (isLoaded && host === null) return [];
  return [
    { name: 'credentials', state: isLoaded ? 'ok' : 'failed', shows: credentialsSaid(credentials.value), tookMs },
  ];
}

function apiPhase({ secret }: DerivedFacts): Phase {
  if (secret.state === 'unseen') return notReached('api', secret.detail);
  const { outcome, errorName, remoteAddress, tookMs } = secret.value;
  const over = remoteAddress === null ? '' : ` over ${remoteAddress}`;
  const shows = `${SERVICE.operation}${over}: ${outcome === 'refused' ? (errorName ?? outcome) : outcome}`;
  return { name: 'api', state: outcome === 'read' ? 'ok' : 'failed', shows, tookMs };
}

const notReached = (name: Phase['name'], shows: string): Phase => ({ name, state: 'not-reached', shows, tookMs: null });
