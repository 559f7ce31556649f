/** Why a fact could not be seen. None of these is a failure of the network under test. */
export type UnseenReason = 'denied' | 'timed-out' | 'failed' | 'skipped';

export interface Seen<T> {
  readonly state: 'seen';
  readonly value: T;
  readonly tookMs: number;
}

export interface Unseen {
  readonly state: 'unseen';
  readonly why: UnseenReason;
  /** One sentence for people: what stood in the way. */
  readonly detail: string;
}

/** What one look at the world brought: a value, or the reason why there is none. */
export type Observation<T> = Seen<T> | Unseen;

/** A value that was looked at and found; `tookMs` in milliseconds. */
export const seen = <T>(value: T, tookMs: number): Seen<T> => ({ state: 'seen', value, tookMs });

/** A value that could not be looked at, and why. */
export const unseen = (why: UnseenReason, detail: string): Unseen => ({ state: 'unseen', why, detail });
