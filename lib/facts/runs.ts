import type { Facts } from '../model/facts.ts';
import type { Seen } from '../model/observation.ts';
import type { Run, Source } from '../model/run.ts';
import { byTime } from './by-time.ts';
import { isPlaced, withPlace } from './source-of-place.ts';
import { unique, uniqueBy } from './unique.ts';

/**
 * The runs to judge, each with its source as far as any run tells it: every one that sent packets, and every one from outside that
 * asks about another source than those. What is asked about twice is judged once, with all that both have read.
 */
export function judgedRuns({ runs }: Facts): readonly Run[] {
  const inside = runs.filter((run) => run.place === 'inside').map((run) => (isPlaced(run) ? withPlace(run) : run));
  const outside = runs.filter((run) => run.place === 'outside');
  const about = inside.map((run) => ({ run, told: toldOf(run, inside, outside) }));
  const alone = outside.filter((run) => !isAllOf(run, about));
  return [
    ...about.map(({ run, told }) => withPlace(withSource(run, told))),
    ...uniqueBy(alone, (run) => [run.source, run.target]),
  ];
}

/**
 * The looks from outside at the place of a run inside: the same kind of source, with a group and a subnet of its own; or the only
 * place that anybody asked about.
 */
function toldOf({ target, source }: Run, inside: readonly Run[], outside: readonly Run[]): readonly Run[] {
  const near = outside.filter((one) => one.target.region === target.region);
  if (source.state === 'seen' && source.value.subnetIds.length > 0)
    return near.filter((one) => one.source.state === 'unseen' || isSameSource(one.source.value, source.value));
  const lost = inside.filter((one) => one.source.state === 'unseen' || one.source.value.subnetIds.length === 0);
  const places = unique(near.flatMap((one) => (one.source.state === 'seen' ? [one.source.value] : [])));
  return lost.length > 1 || places.length > 1 ? [] : near;
}

const isSameSource = (one: Source, other: Source): boolean =>
  one.kind === other.kind &&
  share(one.subnetIds, other.subnetIds) &&
  (share(one.securityGroupIds, other.securityGroupIds) || other.securityGroupIds.length === 0);

const share = (some: readonly string[], others: readonly string[]): boolean => some.some((id) => others.includes(id));

/** Whether all that a look from outside asks about is judged where somebody sent packets. */
function isAllOf(outside: Run, about: readonly { readonly run: Run; readonly told: readonly Run[] }[]): boolean {
  const tells = about.filter(({ told }) => told.includes(outside));
  if (tells.length === 0 || outside.source.state === 'unseen') return tells.length > 0;
  // A run without subnets of its own takes all of them.
  const judged = tells.map(({ run }) => (run.source.state === 'seen' ? run.source.value.subnetIds : []));
  return (
    judged.some((ids) => ids.length === 0) || outside.source.value.subnetIds.every((id) => judged.flat().includes(id))
  );
}

/** A run that does not know its own place has that which is asked about; groups may have changed since a place was configured. */
function withSource(run: Run, told: readonly Run[]): Run {
  const known = told.filter((one) => one.source.state === 'seen');
  const newest = known.toSorted((a, b) => byTime(b.takenAt, a.takenAt))[0];
  if (!newest) return run;
  const asked = newest.source as Seen<Source>;
  if (run.source.state === 'unseen') return { ...run, source: asked };
  if (byTime(newest.takenAt, run.takenAt) < 0) return run;
  const { subnetIds, addresses } = run.source.value;
  const own = { ...(subnetIds.length > 0 ? { subnetIds } : {}), ...(addresses.length > 0 ? { addresses } : {}) };
  return { ...run, source: { ...asked, value: { ...asked.value, ...own } } };
}
