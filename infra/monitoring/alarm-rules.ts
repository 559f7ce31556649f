import { METRICS, PHASE_METRICS } from '../../lib/model/metrics.ts';
import type { AlarmCommand } from './alarm-command.ts';

/** When one of a workload's alarms rings, what that means, and what happens to periods without data. */
export interface AlarmRule {
  readonly id: string;
  readonly metric: string;
  /** Lambda's own metrics go by function alone. */
  readonly of: 'verifier' | 'lambda';
  readonly statistic: 'Minimum' | 'Maximum' | 'Sum';
  /** From all of a workload's zones to one number: a period in which a zone has no data leaves it out. */
  readonly overZones: 'MIN' | 'MAX' | 'SUM';
  readonly comparison: 'LessThanThreshold' | 'GreaterThanThreshold';
  readonly threshold: number;
  /** With one datum in a period, a window that slides by the minute may hold none or two: two of three are asked for. */
  readonly datapoints: number;
  readonly periods: number;
  readonly missing: 'ignore' | 'notBreaching';
  readonly says: string;
  readonly run: AlarmCommand;
}

const twoOfThree = { datapoints: 2, periods: 3 } as const;
const atOnce = { datapoints: 1, periods: 1 } as const;
const above = { comparison: 'GreaterThanThreshold', overZones: 'MAX', statistic: 'Maximum' } as const;
const counted = { comparison: 'GreaterThanThreshold', overZones: 'SUM', statistic: 'Sum', of: 'lambda' } as const;

/** The alarms that a workload has, for all of its zones together. That no data comes is watched zone by zone. */
export const alarmRules = (slowMs: number): readonly AlarmRule[] => [
  {
    id: 'Unhealthy',
    metric: METRICS.healthy,
    of: 'verifier',
    statistic: 'Minimum',
    overZones: 'MIN',
    comparison: 'LessThanThreshold',
    threshold: 1,
    ...twoOfThree,
    missing: 'ignore',
    says: "it can't read its secrets through the endpoint in at least one zone, or is bypassing it",
    run: 'verify',
  },
  {
    id: 'Degraded',
    metric: METRICS.degraded,
    of: 'verifier',
    ...above,
    threshold: 0,
    ...twoOfThree,
    missing: 'ignore',
    says: 'secrets are read, but part of the path is broken: the next fault may stop it',
    run: 'verify',
  },
  {
    id: 'Unproven',
    metric: METRICS.unproven,
    of: 'verifier',
    ...above,
    threshold: 0,
    ...twoOfThree,
    missing: 'ignore',
    says: "the check couldn't reach a conclusion, most often because of the verifier's own role or canary",
    run: 'verify',
  },
  {
    id: 'Slow',
    metric: PHASE_METRICS.api,
    of: 'verifier',
    ...above,
    threshold: slowMs,
    ...twoOfThree,
    missing: 'notBreaching',
    says: `reading a secret takes longer than ${slowMs} ms`,
    run: 'verify',
  },
  {
    id: 'Errors',
    metric: 'Errors',
    ...counted,
    threshold: 0,
    ...atOnce,
    missing: 'notBreaching',
    says: 'a verifier crashed or ran out of time; that says nothing about the endpoint',
    run: 'log',
  },
  {
    id: 'Throttles',
    metric: 'Throttles',
    ...counted,
    threshold: 0,
    ...atOnce,
    missing: 'notBreaching',
    says: "Lambda didn't run a verifier: no concurrency was left; that says nothing about the endpoint",
    run: 'concurrency',
  },
];
