import type { Facts } from '../model/facts.ts';
import { resourcesOf } from '../model/inventory.ts';

/** The same runs, of whose surroundings nothing is told but why. */
export function withoutConfiguration(facts: Facts, why: string): Facts {
  const reads = facts.inventory.reads.map((read) => ({ ...read, outcome: 'failed' as const, detail: why }));
  const runs = facts.runs.map((run) => ({ ...run, source: { state: 'unseen', why: 'failed', detail: why } as const }));
  return { ...facts, runs, inventory: { reads, resources: resourcesOf(() => []) } };
}
