import * as v from 'valibot';
import type { ConfigurationName, ConfigurationValues } from './configuration.ts';
import { INVENTORY } from './inventory.ts';
import type { Observation } from './observation.ts';
import type { ProbeValues } from './probes.ts';
import { RUN, type Target, type Vantage } from './run.ts';
import { type Fits, list, text } from './schema.ts';

/** What was seen of the world: from any number of places, and of any number of accounts. Plain JSON, safe to store, to merge and to judge again. */
export const FACTS = v.object({
  schema: v.literal(2),
  tool: v.object({ name: v.literal('vpce-doctor'), version: text }),
  runs: v.pipe(list(RUN), v.minLength(1, 'holds no run')),
  inventory: INVENTORY,
});
export type Facts = Fits<typeof FACTS>;

/** What one run is judged by, each under the name that checks know it by. */
export interface FactValues extends ProbeValues, ConfigurationValues {
  readonly target: Target;
  readonly vantage: Vantage;
}

export type FactName = keyof FactValues;

/** One observation per fact: a run, with what the inventory holds of its surroundings. */
export type Observations = { readonly [N in FactName]: Observation<FactValues[N]> };

export type ConfigurationObservations = Pick<Observations, ConfigurationName>;

export type ProbeObservations = Pick<Observations, keyof ProbeValues>;
