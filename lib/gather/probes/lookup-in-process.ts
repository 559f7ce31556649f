import { lookup } from 'node:dns';
import type { SystemLookup } from '../../model/dns.ts';
import { startStopwatch } from '../stopwatch.ts';
import type { Waits } from '../waits.ts';
import { lookupOf } from './lookup-answer.ts';

/** Calls that have not come back. Each holds one of the few threads that this process has for such things. */
let outstanding = 0;

/** Whether a call of this process has not come back, perhaps never will, and holds up its exit. */
export const hasHungLookup = (): boolean => outstanding > 0;

/** getaddrinfo, called here: no process is started. */
export function lookupInProcess(host: string, waits: Waits, ask: typeof lookup = lookup): Promise<SystemLookup> {
  const watch = startStopwatch();
  outstanding += 1;
  return new Promise((resolve) => {
    const endWait = waits.start('dns', (outcome) =>
      resolve({ outcome, code: 'ETIMEOUT', addresses: [], tookMs: watch.waitedMs() }),
    );
    ask(host, { all: true }, (error, answers) => {
      outstanding -= 1;
      endWait();
      const { code, errno } = error ?? {};
      resolve({ ...lookupOf(error ? { code, errno } : { answers }), tookMs: watch.waitedMs() });
    });
  });
}
