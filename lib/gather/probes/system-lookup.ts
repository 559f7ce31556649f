import type { SystemLookup } from '../../model/dns.ts';
import type { Waits } from '../waits.ts';
import { lookupInChild } from './lookup-in-child.ts';
import { hasHungLookup, lookupInProcess } from './lookup-in-process.ts';

/** The two ways to ask, and whether the first is still busy; tests bring their own. */
const LOOKUPS = {
  inProcess: (host: string, waits: Waits) => lookupInProcess(host, waits),
  inChild: (host: string, waits: Waits) => lookupInChild(host, waits),
  hasHung: hasHungLookup,
};

/**
 * Resolves a name as every program on this host does: getaddrinfo, with its hosts file and search list.
 *
 * getaddrinfo cannot be cancelled: against a resolver whose TCP side is dead it may never return, and then holds a thread and the exit of
 * this process. Where every server has just answered for the same name it returns, and is called here, at no cost. Where one has not,
 * or a call made here has not come back, a process of its own asks, which can be killed; on a small function that takes longer than all the rest.
 */
export async function systemLookup(
  host: string,
  waits: Waits,
  allAnswer: Promise<boolean> = Promise.resolve(false),
  { inProcess, inChild, hasHung }: typeof LOOKUPS = LOOKUPS,
): Promise<SystemLookup> {
  const isSafe = await inTime(allAnswer, waits);
  return isSafe && !hasHung() ? inProcess(host, waits) : inChild(host, waits);
}

/** Servers that take longer than a moment are not waited for. */
function inTime(allAnswer: Promise<boolean>, waits: Waits): Promise<boolean> {
  return new Promise((resolve) => {
    const endWait = waits.start('moment', () => resolve(false));
    void allAnswer.then((all) => {
      endWait();
      resolve(all);
    });
  });
}
