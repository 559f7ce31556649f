import { type Clock, systemClock } from './clock.ts';

/** The one limit of a run. Every probe gets a slice of it; none may outlive it. */
export interface Deadline {
  readonly clock: Clock;
  /** Milliseconds left, never below 0. */
  remainingMs(): number;
  /** Milliseconds a piece of work may take: what it wishes for, or what is left. */
  slice(wishMs: number): number;
  /** A nearer limit inside this one. */
  within(wishMs: number): Deadline;
  /** Resolves to `value` when the time is up, and not before. */
  ended<T>(value: T): Promise<T>;
}

/** A deadline `budgetMs` from now. */
export function deadlineIn(budgetMs: number, clock: Clock = systemClock): Deadline {
  const end = clock.now() + budgetMs;
  const remainingMs = () => Math.max(0, end - clock.now());
  const slice = (wishMs: number) => Math.min(wishMs, remainingMs());
  return {
    clock,
    remainingMs,
    slice,
    within: (wishMs) => deadlineIn(slice(wishMs), clock),
    ended: (value) => new Promise((resolve) => void clock.after(remainingMs(), () => resolve(value))),
  };
}
