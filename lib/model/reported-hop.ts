import * as v from 'valibot';
import { RULE_REF } from './rule-ref.ts';
import { EFFECT, REASON } from './ruling.ts';
import { code, type Fits, list, number, text, textOrNull, texts } from './schema.ts';

const PART = v.object({
  /** An address, a block, or first-last. */
  addresses: text,
  /** `443` or `1024-65535`; null where ports do not matter. */
  ports: textOrNull,
  effect: EFFECT,
  rule: v.nullable(RULE_REF),
  reason: v.nullable(REASON),
});

/** A part of a ruling as plain JSON. */
export type ReportedPart = Fits<typeof PART>;

export const REPORTED_HOP = v.object({
  kind: v.picklist(['security-group', 'network-acl', 'route-table']),
  leg: v.picklist(['forward', 'return']),
  direction: v.picklist(['in', 'out']),
  /** Ids of the groups, or of the ACL or table; empty where it is not known. */
  resources: texts,
  /** The finding that this hop is, where it blocks. */
  because: v.nullable(code),
  /** What the parts amount to. */
  effect: v.picklist(['allow', 'deny', 'mixed', 'unknown']),
  /** The ruling in words. */
  shows: text,
  parts: list(PART),
  /** How many more parts there are. */
  partsLeftOut: number,
});

/** A filter or table on a path as reports tell it. */
export type ReportedHop = Fits<typeof REPORTED_HOP>;
