import type { Clock } from './clock.ts';
import { whenTurnEnds } from './stopwatch.ts';

/** How often the event loop is asked whether it is still on time. Milliseconds. */
const BEAT_MS = 50;

/** How much of the time this process could not look: it was busy, had no processor, was stopped, or its machine slept. */
export interface Heartbeat {
  /** Milliseconds that the event loop ran late since it started to beat, all gaps together. */
  lateMs(): number;
  stop(): void;
}

/** Starts to beat. A clock that does not run while a machine sleeps is held against the calendar's. */
export function startHeartbeat(clock: Clock, calendarMs: () => number = Date.now): Heartbeat {
  let total = 0;
  let last = { clock: clock.now(), calendar: calendarMs() };
  const gapMs = () => Math.max(clock.now() - last.clock, calendarMs() - last.calendar);
  const lateNowMs = () => Math.max(0, gapMs() - BEAT_MS);
  let cancel = () => {};
  const beat = () => {
    total += lateNowMs();
    last = { clock: clock.now(), calendar: calendarMs() };
    whenTurnEnds();
    cancel = clock.after(BEAT_MS, beat);
  };
  beat();
  return { lateMs: () => total + lateNowMs(), stop: () => cancel() };
}
