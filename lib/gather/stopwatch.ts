/** A moment, on `performance`'s clock, and how long the event loop had been idle until then, all in all. Milliseconds. */
interface Moment {
  readonly at: number;
  readonly idleMs: number;
}

const idleMs = (): number => performance.eventLoopUtilization().idle;

const thisMoment = (): Moment => ({ at: performance.now(), idleMs: idleMs() });

/** When the last turn of the event loop ended of which we know. */
let lastTurn = thisMoment();

/** Remembers when this turn of the event loop ends: what it has sent is out by then. */
export function whenTurnEnds(then: (moment: Moment) => void = () => {}): void {
  setImmediate(() => {
    lastTurn = thisMoment();
    then(lastTurn);
  });
}

/**
 * When what is being handled now had arrived: the loop was idle until then, and all since is our own work. Where it was not idle
 * between, what arrived waited for us, and this is the earliest that it can have come.
 */
const arrivedAt = (): number => Math.min(performance.now(), lastTurn.at + idleMs() - lastTurn.idleMs);

/** Measures how long a peer made us wait: neither what we did before it was asked nor what we did since it answered. */
export interface Stopwatch {
  /** Milliseconds from when this turn's messages had left to when what is handled now had arrived. */
  waitedMs(): number;
}

/** Starts with what this turn of the event loop sends. On a small function our own work takes many times as long as the wait. */
export function startStopwatch(): Stopwatch {
  let sentAt = performance.now();
  whenTurnEnds(({ at }) => {
    sentAt = at;
  });
  return {
    waitedMs() {
      whenTurnEnds();
      return Math.max(0, arrivedAt() - sentAt);
    },
  };
}
