import type { FactName } from '../model/facts.ts';
import type { Observation } from '../model/observation.ts';

/** Hears of a fact when it is there; of facts with a list, of each item. */
export type SeenListener = (fact: FactName, observation: Observation<unknown>) => void;
