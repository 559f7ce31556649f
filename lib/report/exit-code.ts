import type { Severity } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';

/** What a shell sees of a verdict. */
const EXIT_CODES: Readonly<Record<Verdict, number>> = { connected: 0, broken: 1, bypassed: 1, unproven: 2 };

/** The least that counts as failure beside the verdict itself; `never`: nothing does. */
export type FailOn = Severity | 'never';

export const FAIL_ON: readonly FailOn[] = ['blocking', 'degrading', 'advisory', 'never'];

/**
 * What a shell sees of a report. Where no packet was sent, a path that configuration leaves open and nothing spoils is good, if all
 * of the configuration was read: what could not be may be what spoils it.
 */
export function exitCodeOf(report: Report, failOn: FailOn = 'blocking'): number {
  if (failOn === 'never') return 0;
  const { verdict, runs, predicted, rootCause, unread, paths, leftOut, causes, undecided } = report;
  const isOutside = runs.every(({ place }) => place === 'outside');
  const isOpen = isOutside && verdict === 'unproven' && predicted === 'open' && rootCause === null;
  // What was read and does not decide, as a state that is not known, may spoil it too.
  const isDecided = undecided.every(({ needs }) => needs.length > 0);
  const isAllRead = unread.length === 0 && leftOut.paths === 0 && paths.every((path) => path.notRead.length === 0);
  const code = isOpen && isAllRead && isDecided ? 0 : EXIT_CODES[verdict];
  const counted = FAIL_ON.slice(0, FAIL_ON.indexOf(failOn) + 1);
  return code === 0 && failOn !== 'blocking' && causes.some(({ severity }) => counted.includes(severity)) ? 1 : code;
}

/** The caller's mistake, and ours. Source: sysexits(3). */
export const EXIT_USAGE = 64;
export const EXIT_BUG = 70;
