import type { DerivedFacts } from '../model/check.ts';
import type { ObservedPath } from '../model/observed-path.ts';
import type { Phase } from '../model/report.ts';
import { SERVICE } from '../services/index.ts';

/** The steps of a request's way in order, each with how far it got. */
export function phasesOf(derived: DerivedFacts, paths: readonly ObservedPath[]): readonly Phase[] {
  return [
    dnsPhase(derived),
    addressPhase('tcp', paths, (path) => path.tcp, 'open', derived.tcp),
    addressPhase('tls', paths, (path) => path.tls, 'verified', derived.tls),
    addressPhase('http', paths, (path) => path.http, 'answered', derived.http),
    apiPhase(derived),
  ];
}

function dnsPhase({ serviceDns }: DerivedFacts): Phase {
  if (serviceDns.state === 'unseen') return notReached('dns', serviceDns.detail);
  const { host, system } = serviceDns.value;
  const ok = system.outcome === 'answered';
  const shows = `${host} → ${ok ? system.addresses.join(', ') : system.outcome}`;
  return { name: 'dns', state: ok ? 'ok' : 'failed', shows, tookMs: system.tookMs };
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

function apiPhase({ secret }: DerivedFacts): Phase {
  if (secret.state === 'unseen') return notReached('api', secret.detail);
  const { outcome, errorName, remoteAddress, tookMs } = secret.value;
  const over = remoteAddress === null ? '' : ` over ${remoteAddress}`;
  const shows = `${SERVICE.operation}${over}: ${outcome === 'refused' ? (errorName ?? outcome) : outcome}`;
  return { name: 'api', state: outcome === 'read' ? 'ok' : 'failed', shows, tookMs };
}

const notReached = (name: Phase['name'], shows: string): Phase => ({ name, state: 'not-reached', shows, tookMs: null });
