import { CONFIGURATION_NAMES } from '../model/configuration.ts';
import type { ConfigurationObservations, Facts, Observations, ProbeObservations } from '../model/facts.ts';
import { seen, type Unseen, unseen } from '../model/observation.ts';
import type { Target, Vantage } from '../model/target.ts';
import { VERSION } from '../version.ts';
import type { ClientRequest } from './config/configuration.ts';
import type { Deadline } from './deadline.ts';
import { gatherProbes, type liveProbes } from './gather-probes.ts';
import type { Heartbeat } from './heartbeat.ts';
import { whyUnseen } from './why-unseen.ts';

/** A small function needs seconds for what takes a large one 300 ms; an API that hangs must not take all the time of the run. */
const CONFIGURATION_MS = 10_000;

/** What healthy probes take, over a slow network and on a small function; those that wait longer wait for silence. */
const HEAD_START_MS = 1_500;

/** Reads the configuration within a time. */
export type ReadConfiguration = (deadline: Deadline) => Promise<ConfigurationObservations>;

export interface GatherOptions {
  readonly deadline: Deadline;
  /** A limit of the user's own for one wait of a probe. */
  readonly probeTimeoutMs?: number | undefined;
  /** Whose configuration to read beside the packets; null reads none. */
  readonly client: ClientRequest | null;
  /** Whether packets contradict the configuration: then it is read once more, as it may just have changed. */
  readonly contradicts?: (observations: Observations) => boolean | Promise<boolean>;
  /** Whether what packets showed is reason enough to read the configuration; without it, or where they take their time, it is read. */
  readonly wantsConfiguration?: (facts: Facts) => boolean | Promise<boolean>;
  readonly now?: () => Date;
  readonly probes?: typeof liveProbes;
  readonly heartbeat?: Heartbeat;
  readonly readConfiguration?: ReadConfiguration;
}

/** Looks at the world once, from where the workload is: packets, and beside them the configuration where an API tells it. */
export async function gather(target: Target, vantage: Vantage, options: GatherOptions): Promise<Facts> {
  const { deadline, probeTimeoutMs, probes, heartbeat, client, contradicts = () => false } = options;
  const readConfiguration = options.readConfiguration ?? liveConfiguration(target, vantage, client);
  const takenAt = (options.now ?? (() => new Date()))().toISOString();
  const probing = gatherProbes(target, {
    window: deadline,
    probeTimeoutMs,
    ...(probes ? { probes } : {}),
    ...(heartbeat ? { heartbeat } : {}),
  });
  const about = { target: seen(target, 0), vantage: seen(vantage, 0) };
  const { wantsConfiguration } = options;
  const read = (limit: Deadline) => inTime(readConfiguration, limit).catch(brokenReading);
  const look = async (): Promise<Facts> => {
    const through = probing.then((probes) => factsOf({ ...about, ...probes, ...NOT_WANTED }, takenAt));
    // The clients of the APIs are large, and loading them beside the probes would show in the probes' own times.
    const early = await Promise.race([through, deadline.within(HEAD_START_MS).ended(null)]);
    if (early && wantsConfiguration && !(await wantsConfiguration(early))) return early;
    const configuration = await read(deadline.within(CONFIGURATION_MS));
    return factsOf({ ...(await through).observations, ...configuration }, takenAt);
  };
  const facts = await look();
  if (!(await contradicts(facts.observations))) return facts;
  const again = await read(deadline.within(CONFIGURATION_MS));
  // What the second reading does not see, the first one did.
  const newer = Object.entries(again).filter(([, one]) => one.state === 'seen');
  return factsOf({ ...facts.observations, ...Object.fromEntries(newer) }, takenAt);
}

/** Loading the APIs' clients and finding the APIs takes this long on a small function; with less, the report comes first. */
const LEAST_MS = 1_600;

/** Reads the configuration where there is time for it, and never waits for it longer than that. */
async function inTime(read: ReadConfiguration, limit: Deadline): Promise<ConfigurationObservations> {
  if (limit.remainingMs() < LEAST_MS) return NO_TIME;
  return Promise.race([read(limit), limit.ended(NO_TIME)]);
}

/** Looks at the configuration alone, from wherever the APIs can be reached. No packet is sent to the endpoint. */
export async function inspect(
  target: Target,
  vantage: Vantage,
  { deadline, client, now = () => new Date() }: Pick<GatherOptions, 'deadline' | 'now'> & { client: ClientRequest },
): Promise<Facts> {
  const takenAt = now().toISOString();
  const configuration = await liveConfiguration(target, vantage, client)(deadline);
  return factsOf({ target: seen(target, 0), vantage: seen(vantage, 0), ...NOT_PROBED, ...configuration }, takenAt);
}

/** The SDK's clients are large, and a run that reads no configuration never loads them. */
const liveConfiguration =
  (target: Target, vantage: Vantage, client: ClientRequest | null): ReadConfiguration =>
  async (deadline) => {
    if (client === null) return NOT_READ;
    const { gatherConfiguration } = await import('./config/configuration.ts');
    return gatherConfiguration(target, vantage, { deadline, client });
  };

const factsOf = (observations: Observations, takenAt: string): Facts => ({
  schema: 1,
  tool: { name: 'vpce-doctor', version: VERSION },
  takenAt,
  observations,
});

const allUnread = (why: Unseen): ConfigurationObservations =>
  Object.fromEntries(
    Object.keys(CONFIGURATION_NAMES).map((name) => [name, why]),
  ) as unknown as ConfigurationObservations;

const NOT_READ = allUnread(unseen('skipped', 'configuration was not read in this run'));

const NO_TIME = allUnread(unseen('timed-out', 'configuration was not read in the time there was'));

const NOT_WANTED = allUnread(unseen('skipped', 'configuration was not read: nothing was wrong'));

/** A reader of ours that breaks must not end a run that has packets to tell of. */
const brokenReading = (error: unknown): ConfigurationObservations => allUnread(whyUnseen(error));

const notProbed = unseen('skipped', 'no packet was sent: only configuration was read');

const NOT_PROBED: ProbeObservations = {
  environment: notProbed,
  executionEnvironment: notProbed,
  serviceDns: notProbed,
  vpcResolverDns: notProbed,
  endpointDns: notProbed,
  tcp: notProbed,
  tls: notProbed,
  http: notProbed,
  secret: notProbed,
};
