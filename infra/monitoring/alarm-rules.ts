import { METRICS } from '../../lib/model/metrics.ts';
import type { AlarmCommand } from './alarm-command.ts';

/** When one of a verifier's alarms rings, what that means, and what happens to periods without data. */
export interface AlarmRule {
  readonly id: string;
  /** One that the verifier prints. */
  readonly metric: string;
  readonly statistic: 'Minimum' | 'Maximum' | 'SampleCount';
  readonly comparison: 'LessThanThreshold' | 'GreaterThanThreshold';
  readonly threshold: number;
  /** With one datum in a period, a window that slides by the minute may hold none or two: two of three are asked for. */
  readonly datapoints: number;
  readonly missing: 'ignore' | 'notBreaching' | 'breaching';
  /** Does not ring at first: for the whole time of warming up, or until there is data to judge. */
  readonly warmUp?: 'whole' | 'until-data';
  /** Whether its end is told too. */
  readonly tellsEnd: boolean;
  readonly says: string;
  readonly run: AlarmCommand;
}

/** Periods that are looked at. */
export const PERIODS = 3;

/** After so many, two bad ones at the beginning are no longer two of those that are looked at. */
export const WARM_UP_PERIODS = 4;

const bad = { statistic: 'Maximum', comparison: 'GreaterThanThreshold', datapoints: 2 } as const;

/** The alarms that each verifier has, and so each zone of a workload. None of them does arithmetic: a missing zone is no zero. */
export const alarmRules = (slowMs: number): readonly AlarmRule[] => [
  {
    id: 'Unhealthy',
    metric: METRICS.healthy,
    statistic: 'Minimum',
    comparison: 'LessThanThreshold',
    threshold: 1,
    datapoints: 2,
    missing: 'ignore',
    // Private DNS takes its time after the endpoint is available: the first run or two may be red.
    warmUp: 'whole',
    tellsEnd: true,
    says: "it can't read its secrets through the endpoint, or is bypassing it",
    run: 'verify',
  },
  {
    id: 'Degraded',
    metric: METRICS.degraded,
    ...bad,
    threshold: 0,
    missing: 'ignore',
    tellsEnd: true,
    says: 'secrets are read, but part of the path is broken: the next fault may stop it',
    run: 'verify',
  },
  {
    id: 'Unproven',
    metric: METRICS.unproven,
    ...bad,
    threshold: 0,
    missing: 'ignore',
    tellsEnd: true,
    says: "the check couldn't reach a conclusion, most often because of the verifier's own role or canary",
    run: 'verify',
  },
  {
    id: 'Slow',
    metric: METRICS.api,
    ...bad,
    threshold: slowMs,
    missing: 'notBreaching',
    tellsEnd: false,
    says: `reading a secret takes longer than ${slowMs} ms`,
    run: 'verify',
  },
  {
    id: 'NoData',
    // Every run prints it.
    metric: METRICS.unproven,
    statistic: 'SampleCount',
    comparison: 'LessThanThreshold',
    threshold: 1,
    datapoints: 3,
    missing: 'breaching',
    // Before the first run there is no data either.
    warmUp: 'until-data',
    tellsEnd: true,
    says: 'no check has finished: the schedule, the function or its log is missing, or every run crashed or was throttled',
    run: 'log',
  },
];
