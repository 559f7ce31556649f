import type { FactName, Observations } from '../../lib/model/facts.ts';
import type { Observation } from '../../lib/model/observation.ts';

/** What a run is judged by, its lists in one order: which of several resources comes first says nothing. */
export const asSets = (view: Observations): { readonly [N in FactName]: Observation<unknown> } =>
  Object.fromEntries(Object.entries(view).map(([name, one]) => [name, asSet(one)])) as unknown as Observations;

function asSet(one: Observation<unknown>): Observation<unknown> {
  if (one.state === 'unseen' || !Array.isArray(one.value)) return one;
  return { ...one, value: one.value.toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b))) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
