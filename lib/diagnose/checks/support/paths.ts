import type { ObservedPath } from '../../../model/observed-path.ts';
import { type PathId, pathIdOf } from '../../../model/path-id.ts';
import type { TcpAttempt } from '../../../model/probes.ts';
import type { Evidence, Severity } from '../../../model/problem.ts';
import { listOf } from '../../../words/list-of.ts';

/** An address as people know it: with its interface and zone where those are known. */
export function describePath(path: ObservedPath): string {
  const where = [path.networkInterfaceId, path.availabilityZone].filter((part) => part !== null).join(' in ');
  return where === '' ? path.address : `${path.address} (${where})`;
}

/** The ids of the paths to some addresses. */
export const idsTo = (addresses: readonly string[], paths: readonly ObservedPath[]): readonly PathId[] =>
  addresses.map((address) => paths.find((path) => path.address === address)?.id ?? pathIdOf(null, address));

export const describePaths = (paths: readonly ObservedPath[]): string => listOf(paths.map(describePath));

/**
 * What a fault on some paths means: as long as one that programs would use works, or was not looked at to its end, it
 * degrades; a block is claimed only where there are such paths and every one was seen to fail.
 */
export function severityOn(paths: readonly ObservedPath[]): Severity {
  const carrying = paths.filter((path) => path.inDnsAnswer);
  return carrying.length > 0 && !carrying.some(mayWork) ? 'blocking' : 'degrading';
}

/** Whether a connection to it works, or was not looked at to its end. */
export const mayWork = ({ tcp, tls }: ObservedPath): boolean =>
  tcp === 'unfinished' || (tcp === 'open' && (tls === 'verified' || tls === 'unfinished' || tls === null));

/** Paths with an outcome, together with the place of the attempt in its fact. */
export function attemptsOn<A extends { readonly address: string }>(
  attempts: readonly A[],
  paths: readonly ObservedPath[],
  matches: (attempt: A) => boolean,
): readonly { readonly attempt: A; readonly path: ObservedPath; readonly at: number }[] {
  return attempts.flatMap((attempt, at) => {
    const path = paths.find((one) => one.address === attempt.address);
    return path && matches(attempt) ? [{ attempt, path, at }] : [];
  });
}

export const secondsOf = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/**
 * Addresses that the name resolves to and that are known not to be the endpoint's, by where they are. Beside an address
 * outside the VPC, one whose place is not known (an IPv6 address, where no IPv6 block is known) came in the same public answer.
 */
export function nonEndpointAddresses(paths: readonly ObservedPath[]): {
  readonly outside: readonly ObservedPath[];
  readonly elsewhere: readonly ObservedPath[];
} {
  const strangers = paths.filter((path) => path.inDnsAnswer && path.owner !== 'endpoint' && path.inVpc !== true);
  const isPublic = strangers.some((path) => path.inVpc === false);
  const outside = isPublic ? strangers : [];
  const elsewhere = paths.filter((path) => path.inDnsAnswer && path.owner === 'other' && !outside.includes(path));
  return { outside, elsewhere };
}

/** Whether an endpoint's addresses are known, and all of them are outside the client's VPC: it is in another one. */
export const isInAnotherVpc = (paths: readonly ObservedPath[]): boolean => {
  const own = paths.filter(({ owner }) => owner === 'endpoint');
  return own.length > 0 && own.every(({ inVpc }) => inVpc === false);
};

/** Addresses whose SYN nothing answered: where the attempt stands, and how long it waited. */
export const silentEvidence = (silent: ReturnType<typeof attemptsOn<TcpAttempt>>): readonly Evidence[] =>
  silent.map(({ attempt, at }) => ({
    fact: 'tcp',
    path: `[${at}].outcome`,
    shows: `${attempt.address}: SYN unanswered for ${secondsOf(attempt.tookMs)}`,
  }));
