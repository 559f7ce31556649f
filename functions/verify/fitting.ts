import { CONFIGURATION_NAMES, type ConfigurationName } from '../../lib/model/configuration.ts';
import type { Facts } from '../../lib/model/facts.ts';
import { unseen } from '../../lib/model/observation.ts';

/** Lambda answers with 6 MB at most, and with an error in the place of more. Characters. */
const LONGEST_ANSWER = 5_000_000;

const NAMES = Object.keys(CONFIGURATION_NAMES) as readonly ConfigurationName[];

/** Facts that Lambda can answer with: where they are too many, without the configuration, which can be read from outside. */
export function fitting(facts: Facts): Facts {
  const { length } = JSON.stringify(facts);
  if (length <= LONGEST_ANSWER) return facts;
  const why = unseen(
    'failed',
    `the configuration was read, and is too long for an answer of Lambda (${length} characters)`,
  );
  const left = Object.fromEntries(NAMES.map((name) => [name, why]));
  return { ...facts, observations: { ...facts.observations, ...left } };
}
