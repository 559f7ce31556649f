import { isIPv6 } from 'node:net';
import type { ProbeObservations } from '../model/facts.ts';
import { type Observation, seen, type Unseen, unseen } from '../model/observation.ts';
import type { Target } from '../model/run.ts';
import type { TlsAttempt } from '../model/tls.ts';
import type { ConnectionProbe, probeConnection } from './probes/connection.ts';
import type { SeenListener } from './seen-listener.ts';
import type { Waits } from './waits.ts';
import { whyUnseen } from './why-unseen.ts';

export interface ProbedAddresses {
  /** Probes an address, unless that is already under way. */
  probe(address: string): void;
  /** The handshakes with these addresses; null where TCP did not open. */
  handshakesWith(addresses: readonly string[]): readonly Promise<TlsAttempt | null>[];
  /** What was finished by the end, which resolves to the reason for what was not. */
  observed(end: Promise<Unseen>): Promise<Pick<ProbeObservations, 'tcp' | 'tls' | 'http'>>;
}

/** An endpoint has one address in each zone; each that is probed takes a file descriptor, of which a function has a thousand. */
const MOST_ADDRESSES = 64;

/** An address beyond the limit is told as one that was not looked at. */
const leftOut = (address: string): ConnectionProbe => ({
  tcp: Promise.resolve({
    address,
    family: isIPv6(address) ? 6 : 4,
    outcome: 'unfinished',
    code: 'ERR_TOO_MANY_ADDRESSES',
    tookMs: 0,
  }),
  tls: Promise.resolve(null),
  http: Promise.resolve(null),
});

/** Probes addresses side by side as they become known, each over one connection. */
export function probeAddresses(
  { port, host }: Target,
  connection: typeof probeConnection,
  waits: Waits,
  onSeen: SeenListener = () => {},
): ProbedAddresses {
  const probed = new Map<string, ConnectionProbe>();
  const start = (address: string): ConnectionProbe => {
    const made = connection(address, port, host, waits);
    // Read at the end; a probe of ours that broke before that must not end the run.
    for (const [name, step] of Object.entries(made) as [keyof ConnectionProbe, Promise<object | null>][])
      step.then((attempt) => attempt && onSeen(name, seen([attempt], 0))).catch(() => {});
    return made;
  };
  return {
    probe: (address) => {
      if (!probed.has(address)) probed.set(address, probed.size < MOST_ADDRESSES ? start(address) : leftOut(address));
    },
    handshakesWith: (addresses) => addresses.flatMap((address) => probed.get(address)?.tls ?? []),
    observed: async (end) => {
      const all = [...probed.values()];
      return {
        tcp: await observeEach(
          all.map((one) => one.tcp),
          end,
          'no address to probe: the name resolved to none',
        ),
        tls: await observeEach(
          all.map((one) => one.tls),
          end,
          'no address accepted a connection',
        ),
        http: await observeEach(
          all.map((one) => one.http),
          end,
          'no address completed verified TLS',
        ),
      };
    },
  };
}

/** The attempts that were made and are finished; where there is none, the reason. */
async function observeEach<T extends object>(
  work: readonly Promise<T | null>[],
  end: Promise<Unseen>,
  none: string,
): Promise<Observation<readonly T[]>> {
  const started = performance.now();
  try {
    const late = end.then(() => 'late' as const);
    const all: readonly (T | null | 'late')[] = await Promise.all(work.map((attempt) => Promise.race([attempt, late])));
    const made = all.filter((attempt) => attempt !== null && attempt !== 'late');
    if (made.length > 0) return seen(made, performance.now() - started);
    return all.includes('late') ? await end : unseen('skipped', none);
  } catch (error) {
    return whyUnseen(error);
  }
}
