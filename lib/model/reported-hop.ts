import type { Hop } from './path-evaluation.ts';
import type { Effect, RulingPart } from './ruling.ts';

/** A part of a ruling as plain JSON. */
export interface ReportedPart extends Pick<RulingPart, 'effect' | 'rule' | 'reason'> {
  /** An address, a block, or first-last. */
  readonly addresses: string;
  /** `443` or `1024-65535`; null where ports do not matter. */
  readonly ports: string | null;
}

/** A filter or table on a path as reports tell it. */
export interface ReportedHop extends Omit<Hop, 'ruling'> {
  /** What the parts amount to. */
  readonly effect: Effect | 'mixed';
  /** The ruling in words. */
  readonly shows: string;
  readonly parts: readonly ReportedPart[];
  /** How many more parts there are. */
  readonly partsLeftOut: number;
}
