import type { CheckInputName } from './check.ts';
import type { Code } from './codes.ts';
import type { UnseenReason } from './observation.ts';
import type { Problem } from './problem.ts';

/** One problem, under the name of the check that found it. */
export interface Finding extends Problem {
  readonly code: Code;
  readonly title: string;
}

/** A finding that no other explains, with the findings that are only its consequences. */
export interface Cause extends Finding {
  readonly accountsFor: readonly Finding[];
}

/** A check that could not judge, and why. */
export interface Undecided {
  readonly code: Code;
  readonly need: CheckInputName | null;
  readonly why: UnseenReason | 'crashed';
  readonly detail: string;
}

/** A check that broke: a fault of this tool, with the trace by which it can be found. */
export interface Crash {
  readonly code: Code;
  readonly stack: string;
}

/** What all checks together say of one set of facts. */
export interface Analysis {
  /** Most severe first; among equals, the layer that a request meets first. */
  readonly causes: readonly Cause[];
  readonly passed: readonly { readonly code: Code; readonly healthy: string }[];
  readonly notApplicable: readonly Code[];
  readonly undecided: readonly Undecided[];
  readonly crashes: readonly Crash[];
}
