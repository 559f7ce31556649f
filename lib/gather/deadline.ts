/** The run's clock, so that tests can bring their own. Milliseconds. */
export type Clock = () => number;

/** The one limit of a run. Every probe gets a slice of it; none may outlive it. */
export interface Deadline {
  /** Milliseconds left, never below 0. */
  remainingMs(): number;
  /** Milliseconds a piece of work may take: what it wishes for, or what is left. */
  slice(wishMs: number): number;
  /** A nearer limit inside this one. */
  within(wishMs: number): Deadline;
}

/** A deadline `budgetMs` from now. */
export function deadlineIn(budgetMs: number, clock: Clock = () => performance.now()): Deadline {
  const end = clock() + budgetMs;
  const remainingMs = () => Math.max(0, end - clock());
  const slice = (wishMs: number) => Math.min(wishMs, remainingMs());
  return { remainingMs, slice, within: (wishMs) => deadlineIn(slice(wishMs), clock) };
}
