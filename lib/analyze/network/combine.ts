import type { Decision, Ruling } from '../../model/ruling.ts';
import { shortList } from '../list-of.ts';

export const unknown = (detail: string): Decision => ({ ruling: 'unknown', rule: null, detail });

/** A part of a range with its decision. */
export interface Piece {
  readonly decision: Decision;
  readonly piece: string;
  /** How many addresses times ports it holds. */
  readonly size: bigint;
}

/** One decision from those on the pieces of a range: the same on all, or mixed with the part that passes named. */
export function combine(pieces: readonly Piece[]): Decision {
  const [first] = pieces;
  if (!first) return unknown('there is nothing to rule on');
  const rulings = new Set(pieces.map(({ decision }) => decision.ruling));
  if (rulings.size === 1) return pieces.find(({ decision }) => decision.rule !== null)?.decision ?? first.decision;
  if (rulings.has('unknown'))
    return pieces.find(({ decision }) => decision.ruling === 'unknown')?.decision ?? first.decision;
  const blocking = pieces.find(({ decision }) => decision.ruling !== 'allow')?.decision.rule ?? null;
  const passing = pieces.filter(({ decision }) => decision.ruling === 'allow');
  const passes = Number(sizeOf(passing)) / Number(sizeOf(pieces));
  return {
    ruling: 'mixed',
    rule: blocking,
    detail: `passes only for ${shortList(passing.map(({ piece }) => piece))}`,
    passes,
  };
}

const sizeOf = (pieces: readonly Piece[]): bigint => pieces.reduce((sum, { size }) => sum + size, 0n);

/** A whole way: closed by any deny, else not known by any unknown, else mixed by any mixed. */
export function ruleAll(decisions: readonly { readonly ruling: Ruling }[]): Ruling {
  for (const ruling of ['deny', 'unknown', 'mixed'] as const) {
    if (decisions.some((decision) => decision.ruling === ruling)) return ruling;
  }
  return 'allow';
}
