import { PATIENCE_MS, type Protocol } from '../model/patience.ts';
import type { Deadline } from './deadline.ts';
import type { Heartbeat } from './heartbeat.ts';

/** What a wait in which nothing came has shown: that the peer is silent, or nothing, since it was cut short. */
export type Unanswered = 'silent' | 'unfinished';

/** The waits of a run. Every probe waits for its peers through these, so that silence means the same to all. */
export interface Waits {
  /** Calls back where nothing ended the wait before; what is returned ends it. */
  start(protocol: Protocol, onEnd: (what: Unanswered) => void): () => void;
  /** How long a peer has before its silence means something, in milliseconds. */
  readonly patienceMs: Readonly<Record<Protocol, number>>;
}

export interface WaitsOptions {
  readonly heartbeat: Heartbeat;
  /** A limit of the user's own, in the place of the protocols' patience. Milliseconds. */
  readonly limitMs?: number | undefined;
  readonly patienceMs?: Readonly<Record<Protocol, number>>;
}

/** A wait in which the event loop ran late for more than this part of it has not seen what came. */
const MOST_LATE = 1 / 4;

/**
 * Waits inside a window. A peer is silent where the wait was as long as its protocol's patience, the event loop was on time, and
 * looked once more at the end: after a pause, timers come before what has arrived meanwhile. Where it was not on time, the
 * wait begins again once, if the window has room for it.
 */
export function waitsWithin(window: Deadline, options: WaitsOptions): Waits {
  const { heartbeat, limitMs, patienceMs = PATIENCE_MS } = options;
  return {
    patienceMs,
    start(protocol, onEnd) {
      const needMs = patienceMs[protocol];
      let cancel = () => {};
      const wait = (isLast: boolean) => {
        const grantedMs = window.slice(limitMs ?? needMs);
        const lateBefore = heartbeat.lateMs();
        const end = () => {
          const wasOnTime = heartbeat.lateMs() - lateBefore <= grantedMs * MOST_LATE;
          if (grantedMs >= needMs && wasOnTime) return onEnd('silent');
          const canRepeat = !isLast && !wasOnTime && limitMs === undefined && window.remainingMs() >= needMs;
          return canRepeat ? wait(true) : onEnd('unfinished');
        };
        const callOff = window.clock.after(grantedMs, () => {
          const soon = setImmediate(end);
          cancel = () => clearImmediate(soon);
        });
        cancel = callOff;
      };
      wait(false);
      return () => cancel();
    },
  };
}
