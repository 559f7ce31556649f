import type { Verdict } from '../model/verdict.ts';

/** What a shell sees of a verdict. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = { connected: 0, broken: 1, bypassed: 1, unproven: 2 };

/** The caller's mistake, and ours. Source: sysexits(3). */
export const EXIT_USAGE = 64;
export const EXIT_BUG = 70;
