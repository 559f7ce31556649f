import type { Clock } from '../../lib/gather/clock.ts';
import type { Heartbeat } from '../../lib/gather/heartbeat.ts';

export interface VirtualClock extends Clock {
  /** Lets time pass, from one thing that waits to the next, until `work` is done. */
  until<T>(work: Promise<T>): Promise<T>;
  /** Lets so much time pass. */
  pass(ms: number): Promise<void>;
}

/** Lets everything happen that needs no time. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A clock that stands still until it is told to go on: what depends on it is the same on any machine. */
export function virtualClock(): VirtualClock {
  let now = 0;
  const waiting = new Set<{ readonly at: number; readonly call: () => void }>();
  const next = () => Math.min(...[...waiting].map(({ at }) => at));
  /** What is due at one time happens before anything that it sets off. */
  const step = async () => {
    now = Math.max(now, next());
    for (const one of [...waiting].filter(({ at }) => at <= now)) if (waiting.delete(one)) one.call();
    await settle();
  };
  return {
    now: () => now,
    after(ms, call) {
      const one = { at: now + Math.max(0, ms), call };
      waiting.add(one);
      return () => waiting.delete(one);
    },
    async until(work) {
      let isDone = false;
      const done = () => {
        isDone = true;
      };
      work.then(done, done);
      await settle();
      while (!isDone) {
        if (waiting.size === 0) throw new Error('nothing is left to wait for, and the work is not done');
        await step();
      }
      return work;
    },
    async pass(ms) {
      const end = now + ms;
      await settle();
      while (waiting.size > 0 && next() <= end) await step();
      now = end;
    },
  };
}

/** An event loop that is never late. */
export const PUNCTUAL: Heartbeat = { lateMs: () => 0, stop: () => {} };
