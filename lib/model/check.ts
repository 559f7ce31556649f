import type { ExpectedAddress } from './expected-address.ts';
import type { FactValues } from './facts.ts';
import type { Code } from './layer.ts';
import type { Path } from './path.ts';
import type { Problem } from './problem.ts';

/** What checks may ask for: every fact, and what is derived from several of them before checks run. */
export interface Known extends FactValues {
  /** The addresses that are known to be the expected endpoint's. */
  readonly expectedAddresses: readonly ExpectedAddress[];
  readonly paths: readonly Path[];
}

export type KnownName = keyof Known;

/** What a check says when it has all the facts it needs. An empty list is no answer: say `ok`. */
export type Outcome = 'ok' | 'not-applicable' | readonly [Problem, ...Problem[]];

/** One failure mode: a pure judgement of the facts it declares. */
export interface Check<N extends KnownName = KnownName> {
  readonly code: Code;
  /** The failure as a fact, in words a tired person understands. */
  readonly title: string;
  /** The same place when all is well, in a few words. */
  readonly healthy: string;
  readonly needs: readonly N[];
  evaluate(known: Pick<Known, N>): Outcome;
}

/** Only types: ties `needs` to the argument of `evaluate`. */
export const defineCheck = <N extends KnownName>(check: Check<N>): Check => check as unknown as Check;

/** Problems as an outcome: none is `ok`. */
export const outcomeOf = (problems: readonly Problem[]): Outcome => {
  const [first, ...rest] = problems;
  return first ? [first, ...rest] : 'ok';
};
