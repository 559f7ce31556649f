import { CONFIGURATION_NAMES, type ConfigurationName } from '../model/configuration.ts';
import type { Facts, Observations } from '../model/facts.ts';
import type { Observation } from '../model/observation.ts';

/**
 * Two snapshots of one world as one: packets from inside, configuration from wherever it was seen. Of two seen configurations
 * the newer wins; a value beats none; of two reasons why there is none, the outside one counts, since there it could have been.
 */
export function mergeFacts(inside: Facts, outside: Facts): Facts {
  const outsideIsNewer = Date.parse(outside.takenAt) >= Date.parse(inside.takenAt);
  const newer = (name: ConfigurationName): Observation<unknown> => {
    const [own, other] = [inside.observations[name], outside.observations[name]];
    if (own.state === 'seen' && other.state === 'seen') return outsideIsNewer ? other : own;
    return own.state === 'seen' ? own : other;
  };
  const configuration = Object.fromEntries(
    (Object.keys(CONFIGURATION_NAMES) as ConfigurationName[]).map((name) => [name, newer(name)]),
  ) as Partial<Observations>;
  return { ...inside, observations: { ...inside.observations, ...configuration } };
}
