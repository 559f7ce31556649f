import type { Facts } from '../model/facts.ts';
import { type Inventory, RESOURCE_KINDS, type Read, type ResourceKind } from '../model/inventory.ts';
import { emptyResources } from './facts-of.ts';
import { isSamePlace } from './reads.ts';

type Held = { readonly read: number; readonly value: unknown };

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
  const resources = emptyResources();
  for (const inventory of all) {
    for (const kind of RESOURCE_KINDS) {
      const known = resources[kind] as Record<string, Held>;
      for (const [id, { read: own, value }] of Object.entries(inventory.resources[kind] as Record<string, Held>)) {
        const read = indexOf.get(JSON.stringify(inventory.reads[own])) ?? 0;
        const before = known[id];
        if (!before || isNewer(reads, { read, value }, before)) known[id] = { read, value };
      }
    }
  }
  const sorted = RESOURCE_KINDS.map((kind) => [
    kind,
    sortedById((resources[kind] ?? {}) as Record<string, Held>, (held) => !isGone(held, kind, reads)),
  ]);
  return { reads, resources: Object.fromEntries(sorted) as Inventory['resources'] };
}

/** Of two that were read at the same moment it is always the same one, whatever comes first. */
function isNewer(reads: readonly Read[], one: Held, other: Held): boolean {
  const [at, before] = [reads[one.read]?.at ?? '', reads[other.read]?.at ?? ''];
  return (byTime(at, before) || byText(one.value, other.value) || one.read - other.read) > 0;
}

const unique = <T>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

const sortedById = (known: Readonly<Record<string, Held>>, isKept: (held: Held) => boolean) =>
  Object.fromEntries(
    Object.entries(known)
      .filter(([, held]) => isKept(held))
      .toSorted(([a], [b]) => compare(a, b)),
  );

/** Whether the same account has read all of its VPC since, and has not found it any more. */
function isGone({ read, value }: Held, kind: ResourceKind, reads: readonly Read[]): boolean {
  const [own, { VpcId }] = [reads[read], value as { readonly VpcId?: string }];
  if (own === undefined || VpcId === undefined) return false;
  const since = reads.filter((one) => one.of === kind && one.outcome === 'read' && byTime(one.at, own.at) > 0);
  return since.some((one) => one.vpcIds.includes(VpcId) && isSamePlace(one, own));
}

const byTime = (a: string, b: string): number => Date.parse(a) - Date.parse(b);

const byText = (a: unknown, b: unknown): number => compare(JSON.stringify(a), JSON.stringify(b));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
