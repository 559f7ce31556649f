import { withoutConfiguration } from '../../lib/facts/without-configuration.ts';
import type { Facts } from '../../lib/model/facts.ts';

/** Lambda answers with 6 MB at most, and with an error in the place of more. Characters. */
const LONGEST_ANSWER = 5_000_000;

/** Facts that Lambda can answer with: where they are too many, without the configuration, which can be read from outside. */
export function fitting(facts: Facts): Facts {
  const { length } = JSON.stringify(facts);
  if (length <= LONGEST_ANSWER) return facts;
  const why = `the configuration was read but is too long for a Lambda response (${length} characters)`;
  return withoutConfiguration(facts, why);
}
