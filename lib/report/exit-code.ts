import type { Report } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';

/** What a shell sees of a verdict. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = { connected: 0, broken: 1, bypassed: 1, unproven: 2 };

/**
 * What a shell sees of a report. Where no packet was sent, a way that configuration leaves open and nothing spoils is good, if all
 * of the configuration was read: what could not be may be what spoils it.
 */
export function exitCodeOf({ verdict, runs, predicted, rootCause, unread, paths, leftOut }: Report): number {
  const isOutside = runs.every(({ place }) => place === 'outside');
  const isOpen = isOutside && verdict === 'unproven' && predicted === 'open' && rootCause === null;
  const isAllRead = unread.length === 0 && leftOut.paths === 0 && paths.every((path) => path.notRead.length === 0);
  return isOpen && isAllRead ? 0 : EXIT_CODES[verdict];
}

/** The caller's mistake, and ours. Source: sysexits(3). */
export const EXIT_USAGE = 64;
export const EXIT_BUG = 70;
