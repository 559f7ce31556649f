import type { Code } from './codes.ts';
import type { FactName } from './facts.ts';
import type { PathId } from './path-id.ts';

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

/** One way to repair. `run` is an argument vector, printed for people and never executed. */
export interface Fix {
  readonly say: string;
  readonly run?: readonly string[];
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
  readonly fixes: readonly Fix[];
  /** Where the facts cannot separate causes: what it may be, and the one fact that would decide. */
  readonly candidates?: readonly Candidate[];
  readonly wouldDecide?: string;
}
