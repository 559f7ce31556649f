import type { AddressRange, Range } from './range.ts';
import type { RuleRef } from './rule-ref.ts';

export type Effect = 'allow' | 'deny' | 'unknown';

/** Why a part is ruled so, where the rule alone does not say it. */
export type Reason =
  | { readonly kind: 'no-rule-allows' }
  | { readonly kind: 'no-entry-matches' }
  | { readonly kind: 'no-route' }
  /** The route's target does not exist any more. */
  | { readonly kind: 'target-gone' }
  /** A gateway to the internet carries no private address. */
  | { readonly kind: 'leads-to-internet' }
  /** A `local` route leads to its own VPC alone. */
  | { readonly kind: 'local-of-another-vpc'; readonly vpcId: string }
  /** What a rule names is not known: its prefix list's entries, or the groups of whoever is at the other end. */
  | { readonly kind: 'depends-on-rule' }
  | { readonly kind: 'depends-on-prefix-list'; readonly prefixListId: string }
  | { readonly kind: 'route-state-not-known' }
  | { readonly kind: 'target-not-read' }
  /** Interfaces of NAT gateways and the like: nothing filters there. */
  | { readonly kind: 'has-no-groups' }
  | { readonly kind: 'groups-not-known' }
  | { readonly kind: 'group-rules-not-known'; readonly groupIds: readonly string[] }
  | { readonly kind: 'network-acl-not-known'; readonly subnetId: string | null }
  | { readonly kind: 'route-table-not-known'; readonly subnetId: string | null };

/** A part of what was asked about, ruled by one rule or by none. */
export interface RulingPart {
  readonly addresses: AddressRange;
  readonly ports: Range;
  readonly effect: Effect;
  readonly rule: RuleRef | null;
  readonly reason: Reason | null;
}

/** What a filter or a route table says of a range: part by part, since one half may pass and the other not. */
export interface Ruling {
  readonly addresses: AddressRange;
  readonly ports: Range;
  /** All of the range, each part once. */
  readonly parts: readonly RulingPart[];
}

/** What the parts amount to: the same on all; unknown where any is; else mixed. */
export function effectOf({ parts }: Ruling): Effect | 'mixed' {
  const effects = new Set(parts.map(({ effect }) => effect));
  const [only = 'unknown'] = effects;
  if (effects.size <= 1) return only;
  return effects.has('unknown') ? 'unknown' : 'mixed';
}

/** The share of addresses times ports that passes, 0 to 1. */
export function passingShare({ parts }: Ruling): number {
  const sizeOf = (some: readonly RulingPart[]): bigint =>
    some.reduce(
      (sum, { addresses, ports }) => sum + (addresses.to - addresses.from + 1n) * (ports.to - ports.from + 1n),
      0n,
    );
  return Number(sizeOf(parts.filter(({ effect }) => effect === 'allow'))) / Number(sizeOf(parts));
}

/** Whether one and the same address has ports that pass and ports that do not. */
export function differsByPorts({ parts }: Ruling): boolean {
  const byAddress = Map.groupBy(parts, ({ addresses }) => addresses.from);
  return [...byAddress.values()].some((own) => new Set(own.map(({ effect }) => effect)).size > 1);
}

/** The first part that does not pass; null where all do. */
export const firstBlocked = ({ parts }: Ruling): RulingPart | null =>
  parts.find(({ effect }) => effect !== 'allow') ?? null;
