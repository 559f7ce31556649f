import { credentialsIn } from '../gather/credentials.ts';
import type { Deadline } from '../gather/deadline.ts';
import { gatherProbes, type liveProbes } from '../gather/gather-probes.ts';
import type { Heartbeat } from '../gather/heartbeat.ts';
import { liveConfiguration, NOT_WANTED, type ReadConfiguration, readInTime } from '../gather/read-configuration.ts';
import type { SourceRequest } from '../gather/reads/configuration.ts';
import type { SeenListener } from '../gather/seen-listener.ts';
import type { ConfigurationObservations, Facts, Observations } from '../model/facts.ts';
import { seen } from '../model/observation.ts';
import type { Target, Vantage } from '../model/run.ts';
import { TOOL } from '../version.ts';

/** Loaded while the first probes wait for the network: a cold function gets to them sooner without it. */
const judge = () => import('./judge.ts');

/** A small function needs seconds for what takes a large one 300 ms; an API that hangs must not take all the time of the run. */
const CONFIGURATION_MS = 10_000;

/** What healthy probes take, over a slow network and on a small function; those that wait longer wait for silence. */
const HEAD_START_MS = 1_500;

export interface VerifyRequest {
  readonly target: Target;
  readonly vantage: Vantage;
  readonly deadline: Deadline;
  /** A limit of the user's own for one wait of a probe. */
  readonly probeTimeoutMs?: number | undefined;
  /** Whose configuration to read beside the packets; null reads none. */
  readonly source: SourceRequest | null;
  /** `where-wrong`: the configuration is read only where packets show something wrong, or take their time. */
  readonly configuration?: 'beside' | 'where-wrong';
}

/** What a run has of the world; tests hand it their own. */
export interface VerifyIo {
  readonly now?: () => Date;
  readonly probes?: typeof liveProbes;
  readonly heartbeat?: Heartbeat;
  readonly readConfiguration?: ReadConfiguration;
  /** Hears of each fact when it is there. */
  readonly onSeen?: SeenListener;
}

/** Looks at the world once, from where the workload is: packets, and beside them the configuration where an API tells it. */
export async function verify(request: VerifyRequest, io: VerifyIo = {}): Promise<Facts> {
  const { target, vantage, deadline, probeTimeoutMs, source, configuration } = request;
  const { now = () => new Date(), probes, heartbeat, onSeen } = io;
  const takenAt = now().toISOString();
  // Loaded once, for the call under test and for all that is read.
  const credentials = credentialsIn(target.region);
  const probing = gatherProbes(target, {
    window: deadline,
    isHost: vantage.functionName === null,
    probeTimeoutMs,
    credentials,
    ...(probes ? { probes } : {}),
    ...(heartbeat ? { heartbeat } : {}),
    ...(onSeen ? { onSeen } : {}),
  });
  const judging = judge();
  const readConfiguration = io.readConfiguration ?? liveConfiguration(target, vantage, source, credentials);
  // The clients of the APIs are large, and loading them beside the probes would show in the probes' own times.
  const read = () => readInTime(readConfiguration, deadline.within(CONFIGURATION_MS), onSeen);
  const factsWith = async (known: ConfigurationObservations): Promise<Facts> => {
    const all: Observations = { target: seen(target, 0), vantage: seen(vantage, 0), ...(await probing), ...known };
    return (await judging).factsOf(all, takenAt, TOOL);
  };
  const early = await Promise.race([factsWith(NOT_WANTED), deadline.within(HEAD_START_MS).ended(null)]);
  const { isWrong, isContradicted } = await judging;
  if (early && configuration === 'where-wrong' && !isWrong(early)) return early;
  const first = await read();
  const facts = await factsWith(first);
  if (!isContradicted(facts)) return facts;
  // It may just have changed. What the second reading does not see, the first one did.
  const newer = Object.entries(await read()).filter(([, one]) => one.state === 'seen');
  return factsWith({ ...first, ...Object.fromEntries(newer) });
}
