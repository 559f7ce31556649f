import type { Code } from './codes.ts';
import type { FactName } from './facts.ts';
import type { PathId } from './path-id.ts';
import type { Look, Step } from './step.ts';

/** `blocking`: the secret cannot be had. `degrading`: it can, in a worse way. `advisory`: worth knowing. */
export type Severity = 'blocking' | 'degrading' | 'advisory';

/** What a problem holds for: some paths, everything, or only the verifier itself (never a workload). */
export type Scope = 'all' | 'verifier' | readonly PathId[];

/** Where a problem can be seen: a fact, a place inside it, and what stands there. */
export interface Evidence {
  readonly fact: FactName;
  readonly path: string;
  readonly shows: string;
}

/** A cause that would explain a symptom, most likely first. */
export interface Candidate {
  readonly cause: Code;
  readonly why: string;
}

/** One failure mode found in this world, with its evidence and its repair. */
export interface Problem {
  /** One sentence that names resources and values. */
  readonly summary: string;
  readonly severity: Severity;
  readonly on: Scope;
  /** Codes whose problems on the same paths are only consequences of this one. */
  readonly explains?: readonly Code[];
  readonly resources: readonly string[];
  readonly evidence: readonly Evidence[];
  /** The changes that repair it, in order. Only likely to where there are candidates; none where nobody can tell. */
  readonly steps: readonly Step[];
  /** True where nobody has seen what it is about, and something not read may make it good: its steps are likely. */
  readonly isPrediction?: boolean;
  /** Other changes that would do, each one whole in itself. */
  readonly alternatives?: readonly Step[];
  /** Where the facts cannot separate causes: what it may be. */
  readonly candidates?: readonly Candidate[];
  /** What would decide, the most telling first. */
  readonly looks?: readonly Look[];
}

/** What a finding gives to do: changes, other changes that would do, and what to look at where neither is certain. */
export type Repair = Pick<Problem, 'steps' | 'alternatives' | 'looks'>;
