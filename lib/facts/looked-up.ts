import type { Inventory, Read, Resource, ResourceKind } from '../model/inventory.ts';
import { type Observation, seen, type Unseen, type UnseenReason, unseen } from '../model/observation.ts';

export type InRegion = <K extends ResourceKind>(kind: K) => Observation<readonly Resource<K>[]>;

/** All that was read of a kind in a Region; where no read brought any, why. */
export const inRegion =
  ({ reads, resources }: Inventory, region: string): InRegion =>
  <K extends ResourceKind>(kind: K) => {
    const own = reads.filter((read) => read.of === kind && read.region === region);
    const good = own.filter(({ outcome }) => outcome === 'read');
    if (good.length === 0) return whyNone(own);
    const held = Object.values(resources[kind]) as readonly { readonly read: number; readonly value: Resource<K> }[];
    return seen(
      held.filter(({ read }) => reads[read]?.region === region).map(({ value }) => value),
      Math.max(...good.map(({ tookMs }) => tookMs)),
    );
  };

/** What tells most of what is missing comes first: a permission has a name, a way that is not there has none. */
const MOST_TELLING: readonly UnseenReason[] = ['denied', 'failed', 'timed-out', 'skipped'];

export function whyNone(reads: readonly Read[]): Unseen {
  for (const why of MOST_TELLING) {
    const found = reads.findLast(({ outcome }) => outcome === why);
    if (found) return unseen(why, found.detail ?? why);
  }
  return unseen('skipped', "it wasn't read");
}

/** Whether a read brought all there is of a kind in a VPC. */
export const tells = (read: Read, of: ResourceKind, region: string, vpcId: string): boolean =>
  read.of === of && read.region === region && read.outcome === 'read' && read.vpcIds.includes(vpcId);

export const kept = <T>(all: Observation<readonly T[]>, isWanted: (one: T) => boolean): Observation<readonly T[]> =>
  all.state === 'unseen' ? all : { ...all, value: all.value.filter(isWanted) };

/** One of many; null where none of them is it. */
export const foundIn = <T>(all: Observation<readonly T[]>, isIt: (one: T) => boolean): Observation<T | null> =>
  all.state === 'unseen' ? all : { ...all, value: all.value.find(isIt) ?? null };

export function orMissing<T>(one: Observation<T | null>, why: string): Observation<T> {
  if (one.state === 'unseen') return one;
  return one.value === null ? unseen('failed', why) : { ...one, value: one.value };
}
