import * as v from 'valibot';
import type { AddressRange, Range } from '../net/range.ts';
import type { RuleRef } from './rule-ref.ts';
import { type Fits, text, textOrNull, texts } from './schema.ts';

export const EFFECT = v.picklist(['allow', 'deny', 'unknown']);
export type Effect = Fits<typeof EFFECT>;

const of = <K extends string>(kind: K) => v.object({ kind: v.literal(kind) });
const ofSubnet = <K extends string>(kind: K) => v.object({ kind: v.literal(kind), subnetId: textOrNull });

export const REASON = v.variant('kind', [
  of('no-rule-allows'),
  of('no-entry-matches'),
  of('no-route'),
  /** The route's target does not exist any more. */
  of('target-gone'),
  /** A gateway to the internet carries no private address. */
  of('leads-to-internet'),
  /** A `local` route leads to its own VPC alone. */
  v.object({ kind: v.literal('local-of-another-vpc'), vpcId: text }),
  /** What a rule names is not known: its prefix list's entries, or the groups of whoever is at the other end. */
  of('depends-on-rule'),
  v.object({ kind: v.literal('depends-on-prefix-list'), prefixListId: text }),
  of('route-state-not-known'),
  /** A NAT gateway sends it on from its own address, which what is beyond must let in. */
  of('translated-by-nat64'),
  of('target-not-read'),
  /** Interfaces of NAT gateways and the like: nothing filters there. */
  of('has-no-groups'),
  of('groups-not-known'),
  v.object({ kind: v.literal('group-rules-not-known'), groupIds: texts }),
  ofSubnet('network-acl-not-known'),
  ofSubnet('route-table-not-known'),
]);

/** Why a part is ruled so, where the rule alone does not say it. */
export type Reason = Fits<typeof REASON>;

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
