import { type Stopwatch, startStopwatch } from '../stopwatch.ts';
import type { Unanswered, Waits } from '../waits.ts';

/** What a signed call waits for, in this order. */
export type CallStep = 'tcp' | 'tls' | 'api';

/** In which step nothing came, and whether for the whole of its protocol's patience. */
export interface Ended {
  readonly during: CallStep;
  readonly unanswered: Unanswered;
}

/** Waits step by step: each gets the whole patience of its protocol, and the first in which nothing comes ends the call. */
export function callSteps(waits: Waits) {
  const ended = Promise.withResolvers<Ended>();
  const abort = new AbortController();
  let endWait = () => {};
  let watch: Stopwatch | null = null;
  let waitedMs = 0;
  const stop = () => {
    waitedMs += watch?.waitedMs() ?? 0;
    watch = null;
  };
  return {
    ended: ended.promise,
    aborted: abort.signal,
    begins(during: CallStep) {
      stop();
      endWait();
      watch = startStopwatch();
      endWait = waits.start(during, (unanswered) => {
        stop();
        ended.resolve({ during, unanswered });
        abort.abort();
      });
    },
    /** The answer begins to come; what is left is to read it. */
    answered: stop,
    /** For how long the steps so far have waited, without our own work between them. */
    waitedMs() {
      stop();
      return waitedMs;
    },
    end: () => endWait(),
  };
}
