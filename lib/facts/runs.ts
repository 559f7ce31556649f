import type { Facts } from '../model/facts.ts';
import type { Seen } from '../model/observation.ts';
import type { Run, Source } from '../model/run.ts';

/**
 * The runs to judge, each with its source as far as any run tells it: every one that sent packets, and every one from outside that
 * asks about another source than those. What is asked about twice is judged once, with all that both have read.
 */
export function judgedRuns({ runs }: Facts): readonly Run[] {
  const inside = runs.filter((run) => run.place === 'inside');
  const outside = runs.filter((run) => run.place === 'outside');
  const about = inside.map((run) => ({ run, told: toldOf(run, outside) }));
  const alone = outside.filter((run) => !about.some(({ told }) => told.includes(run)));
  const asked = new Map(alone.map((run) => [JSON.stringify([run.source, run.target]), run]));
  return [...about.map(({ run, told }) => withSource(run, told)), ...asked.values()];
}

/** The looks from outside that are about the place of a run inside: at one of its subnets, or the only place that anybody asked about. */
function toldOf({ target, source }: Run, outside: readonly Run[]): readonly Run[] {
  const near = outside.filter((one) => one.target.region === target.region);
  const own = source.state === 'seen' ? source.value.subnetIds : [];
  const places = new Set(near.flatMap((one) => (one.source.state === 'seen' ? [subnetsOf(one.source.value)] : [])));
  if (own.length === 0) return places.size > 1 ? [] : near;
  return near.filter(
    (one) => one.source.state === 'unseen' || one.source.value.subnetIds.some((id) => own.includes(id)),
  );
}

const subnetsOf = ({ subnetIds }: Source): string => subnetIds.toSorted().join();

/** A run that does not know its own place has that which is asked about; groups may have changed since a place was configured. */
function withSource(run: Run, told: readonly Run[]): Run {
  const known = told.filter((one) => one.source.state === 'seen');
  const newest = known.toSorted((a, b) => Date.parse(b.takenAt) - Date.parse(a.takenAt))[0];
  if (!newest) return run;
  const asked = newest.source as Seen<Source>;
  if (run.source.state === 'unseen') return { ...run, source: asked };
  if (Date.parse(newest.takenAt) < Date.parse(run.takenAt)) return run;
  const { subnetIds, addresses } = run.source.value;
  const own = { ...(subnetIds.length > 0 ? { subnetIds } : {}), ...(addresses.length > 0 ? { addresses } : {}) };
  return { ...run, source: { ...asked, value: { ...asked.value, ...own } } };
}
