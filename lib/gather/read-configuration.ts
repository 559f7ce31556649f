import { CONFIGURATION_NAMES } from '../model/configuration.ts';
import type { ConfigurationObservations } from '../model/facts.ts';
import { type Unseen, unseen } from '../model/observation.ts';
import type { Target, Vantage } from '../model/run.ts';
import type { CredentialsLoading } from './credentials.ts';
import type { Deadline } from './deadline.ts';
import type { SourceRequest } from './reads/configuration.ts';
import type { SeenListener } from './seen-listener.ts';
import { whyUnseen } from './why-unseen.ts';

/** Reads the configuration within a time. Whoever listens hears of each fact when it is there. */
export type ReadConfiguration = (deadline: Deadline, onSeen?: SeenListener) => Promise<ConfigurationObservations>;

/** The configuration around a source; null reads none. The SDK's clients are large, and a run that reads no configuration never loads them. */
export const liveConfiguration =
  (
    target: Target,
    vantage: Vantage,
    source: SourceRequest | null,
    credentials?: CredentialsLoading,
  ): ReadConfiguration =>
  async (deadline, onSeen) => {
    if (source === null) return NOT_READ;
    const { gatherConfiguration } = await import('./reads/configuration.ts');
    return gatherConfiguration(target, vantage, {
      deadline,
      source,
      ...(credentials ? { credentials } : {}),
      ...(onSeen ? { onSeen } : {}),
    });
  };

/** Loading the APIs' clients and finding the APIs takes this long on a small function; with less, the report comes first. */
const LEAST_MS = 1_600;

/** Reads the configuration where there is time for it, and never waits for it longer than that, nor breaks with a reader that does. */
export async function readInTime(
  read: ReadConfiguration,
  limit: Deadline,
  onSeen?: SeenListener,
): Promise<ConfigurationObservations> {
  if (limit.remainingMs() < LEAST_MS) return NO_TIME;
  // What packets have shown is told, whatever becomes of the configuration.
  const reading = read(limit, onSeen).catch((error) => allUnread(whyUnseen(error)));
  return Promise.race([reading, limit.ended(NO_TIME)]);
}

const allUnread = (why: Unseen): ConfigurationObservations =>
  Object.fromEntries(
    Object.keys(CONFIGURATION_NAMES).map((name) => [name, why]),
  ) as unknown as ConfigurationObservations;

const NOT_READ = allUnread(unseen('skipped', "configuration wasn't read in this run"));

const NO_TIME = allUnread(unseen('timed-out', 'there was no time left to read the configuration'));

export const NOT_WANTED = allUnread(unseen('skipped', "configuration wasn't read: nothing was wrong"));
