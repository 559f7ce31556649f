import type { Report, ReportedRun } from '../../model/report.ts';

type Runs = Report['runs'];

/** The names that were asked for, each once. */
export const hostsOf = (runs: Runs): string => [...new Set(runs.map(({ target }) => target.host))].join(', ');

/** Whether nobody sent a packet. */
export const isOutside = (runs: Runs): boolean => runs.every(({ place }) => place === 'outside');

/** From where a run looked. */
export function whereOf({ place, functionName, coverage }: ReportedRun): string {
  if (place === 'outside') return 'outside, configuration only';
  const host = functionName === null ? 'this host' : `function ${functionName}`;
  return coverage.runsIn ? `${host} in ${coverage.runsIn}` : host;
}
