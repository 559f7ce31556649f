import type { VpcEndpoint } from './aws.ts';
import type { CheckedCode } from './codes.ts';
import type { ExpectedAddress } from './expected-address.ts';
import type { FactValues } from './facts.ts';
import type { Observation } from './observation.ts';
import type { ObservedPath } from './observed-path.ts';
import type { PredictedPath } from './predicted-path.ts';
import type { Problem } from './problem.ts';
import type { Source } from './run.ts';

/** What checks may ask for: every fact, and what is derived from several of them before checks run. */
export interface CheckInputs extends FactValues {
  /** The addresses that are known to be the expected endpoint's. */
  readonly expectedAddresses: readonly ExpectedAddress[];
  readonly paths: readonly ObservedPath[];
  /** The endpoint under test; null: there is none. */
  readonly expectedEndpoint: VpcEndpoint | null;
  /** Another endpoint of the service that has the name in the client's VPC, where the expected one has not; null: there is none. */
  readonly conflictingEndpoint: VpcEndpoint | null;
  /** The source as far as this very run is concerned: of several subnets, those in the Availability Zone where it happens. */
  readonly sourceHere: Source;
  /** The blocks of the VPC, whoever told them. */
  readonly vpcCidrs: readonly string[];
  /** Every path from the client to the endpoint, by configuration; and to the one that has the name in its place. */
  readonly predictedPaths: readonly PredictedPath[];
}

export type CheckInputName = keyof CheckInputs;

/** All that checks may ask for, each seen or not. */
export type DerivedFacts = { readonly [N in keyof CheckInputs]: Observation<CheckInputs[N]> };

/** The facts are there, and still do not decide: why, in one sentence. */
export interface Undecidable {
  readonly undecided: string;
}

/** What a check says when it has all the facts it needs. An empty list is no answer: say `ok`. */
export type Outcome = 'ok' | 'not-applicable' | Undecidable | readonly [Problem, ...Problem[]];

/** One failure mode: a pure judgement of the facts it declares. */
export interface Check<N extends CheckInputName = CheckInputName, W extends CheckInputName = CheckInputName> {
  readonly code: CheckedCode;
  /** The failure as a fact, in words a tired person understands. */
  readonly title: string;
  /** The same place when all is well, in a few words. */
  readonly healthy: string;
  readonly needs: readonly N[];
  /** Facts that sharpen the judgement where they are seen, and are undefined where not. */
  readonly wants?: readonly W[];
  evaluate(known: Pick<CheckInputs, N> & Known<W>): Outcome;
  /** Where a fact that it needs is unseen: the problems that are certain all the same; empty where none is. */
  foretell?(known: Known<N | W>): readonly Problem[];
}

/** Facts, each of them only where it was seen. */
type Known<N extends CheckInputName> = { readonly [F in N]?: CheckInputs[F] | undefined };

/** Only types: ties `needs` and `wants` to the argument of `evaluate`. */
export const defineCheck = <N extends CheckInputName, W extends CheckInputName = never>(check: Check<N, W>): Check =>
  check as unknown as Check;

/** Problems as an outcome: none is `ok`. */
export const outcomeOf = (problems: readonly Problem[]): Outcome => {
  const [first, ...rest] = problems;
  return first ? [first, ...rest] : 'ok';
};
