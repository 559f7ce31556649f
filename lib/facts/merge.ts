import type { Facts } from '../model/facts.ts';
import { type Held, type Inventory, idOf, type Read, type ResourceKind, resourcesOf } from '../model/inventory.ts';
import { byTime } from './by-time.ts';
import { isSameAccount } from './reads.ts';
import { unique } from './unique.ts';

/** Any number of snapshots as one, in any order: every run, and of each resource what was read last. */
export function mergeFacts(first: Facts, ...others: readonly Facts[]): Facts {
  const all = [first, ...others];
  const runs = unique(all.flatMap((facts) => facts.runs));
  return {
    ...first,
    tool: all.map(({ tool }) => tool).reduce((one, other) => (byText(one, other) < 0 ? other : one)),
    runs: runs.toSorted((a, b) => compare(a.place, b.place) || byTime(a.takenAt, b.takenAt) || byText(a, b)),
    inventory: united(all.map((facts) => facts.inventory)),
  };
}

function united(all: readonly Inventory[]): Inventory {
  const reads = unique(all.flatMap((one) => one.reads)).toSorted((a, b) => byTime(a.at, b.at) || byText(a, b));
  const indexOf = new Map(reads.map((read, index) => [JSON.stringify(read), index]));
  const heldOf = (kind: ResourceKind) =>
    all.flatMap(({ reads: own, resources }) =>
      Object.values<Held>(resources[kind]).map(({ read, value }) => {
        const index = indexOf.get(JSON.stringify(own[read])) ?? 0;
        return { read: index, value };
      }),
    );
  const resources = resourcesOf((kind) => {
    const byId = Map.groupBy(heldOf(kind), ({ value }) => idOf(kind, value));
    return [...byId.entries()]
      .toSorted(([a], [b]) => compare(a, b))
      .map(([, same]) => same.reduce((one, other) => (isNewer(reads, other, one) ? other : one)))
      .filter((held) => !isGone(held, kind, reads));
  });
  return { reads, resources };
}

/** Of two that were read at the same moment it is always the same one, whatever comes first. */
function isNewer(reads: readonly Read[], one: Held, other: Held): boolean {
  const [at, before] = [reads[one.read]?.at ?? '', reads[other.read]?.at ?? ''];
  return (byTime(at, before) || byText(one.value, other.value) || one.read - other.read) > 0;
}

/** Whether the same account has read all of its VPC since, and has not found it any more. */
function isGone({ read, value }: Held, kind: ResourceKind, reads: readonly Read[]): boolean {
  const [own, { VpcId }] = [reads[read], value as { readonly VpcId?: string }];
  if (own === undefined || VpcId === undefined) return false;
  const since = reads.filter((one) => one.of === kind && one.outcome === 'read' && byTime(one.at, own.at) > 0);
  return since.some((one) => one.vpcIds.includes(VpcId) && isSameAccount(one, own));
}

const byText = (a: unknown, b: unknown): number => compare(JSON.stringify(a), JSON.stringify(b));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
