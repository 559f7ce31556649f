import type { Unanswered, Waits } from '../../lib/gather/waits.ts';
import { PATIENCE_MS, type Protocol } from '../../lib/model/patience.ts';

/** For peers that answer: waits for them however long they take. */
export const patient: Waits = { patienceMs: PATIENCE_MS, start: () => () => {} };

/** For a peer that never says what a protocol waits for: each such wait ends at once, the others never. */
export const endingAt = (protocol: Protocol, what: Unanswered): Waits => ({
  patienceMs: PATIENCE_MS,
  start(waited, onEnd) {
    if (waited !== protocol) return () => {};
    let isEnded = false;
    process.nextTick(() => isEnded || onEnd(what));
    return () => {
      isEnded = true;
    };
  },
});

/** Waits that a test ends by hand, when what it waits for has happened. */
export function steeredWaits(patienceMs: Partial<Waits['patienceMs']> = {}) {
  const open = new Map<Protocol, (what: Unanswered) => void>();
  const heard = new Map<string, PromiseWithResolvers<void>>();
  const event = (name: string) => {
    const known = heard.get(name) ?? Promise.withResolvers<void>();
    heard.set(name, known);
    return known;
  };
  const waits: Waits = {
    patienceMs: { ...PATIENCE_MS, ...patienceMs },
    start(protocol, onEnd) {
      open.set(protocol, onEnd);
      event(`${protocol} started`).resolve();
      return () => event(`${protocol} answered`).resolve();
    },
  };
  return {
    waits,
    /** Resolves once a wait has begun, or has been ended by an answer. */
    when: (protocol: Protocol, what: 'started' | 'answered') => event(`${protocol} ${what}`).promise,
    end: (protocol: Protocol, what: Unanswered) => open.get(protocol)?.(what),
  };
}
