import { METRICS } from '../../lib/model/metrics.ts';
import type { Configuration } from '../configuration.ts';
import { alarmRules } from './alarm-rules.ts';

/** What watching costs. List prices of us-east-1 without a free tier; most Regions have the same. */
const METRIC = 0.3;
const ALARM = 0.1;
const SECRET = 0.4;
const KEY = 1;

/** Of one run: a read, a request of Lambda, a call of Scheduler, 5 KB of log, and gigabyte-seconds. */
const RUN = 0.05 / 10_000 + 0.2 / 1e6 + 1 / 1e6 + (5 / 1024 / 1024) * 0.5;
const GB_SECOND = { arm64: 0.0000133334, x86_64: 0.0000166667 } as const;

/** Seconds of a warm scheduled run with 256 MB, rounded up: docs/performance.md. */
const RUN_SECONDS = 0.14;

/** What a trail's two alarms add, with the metric of each. */
const TRAIL = 2 * (METRIC + ALARM);

/** What the checks cost a month beside the endpoints, in one line with its parts. */
export function watchingCost(configuration: Configuration): string {
  const { workloads, prices, checkEveryMinutes, slowMs, alarmTopicArn, trailLogGroupName } = configuration;
  const runs = (prices.hoursPerMonth * 60) / checkEveryMinutes;
  const watched = Object.keys(METRICS).length * METRIC + alarmRules(slowMs).length * ALARM;
  const each = workloads.map(({ subnetIds, architecture, memoryMb }) => ({
    zones: subnetIds.length,
    verifier: watched + runs * (RUN + RUN_SECONDS * (memoryMb / 1024) * GB_SECOND[architecture]),
  }));
  const verifiers = each.reduce((sum, { zones, verifier }) => sum + zones * verifier, 0);
  const count = each.reduce((sum, { zones }) => sum + zones, 0);
  const others = [
    ...(alarmTopicArn === undefined ? [["the topic's key", KEY] as const] : []),
    ...(trailLogGroupName === undefined ? [] : [["a trail's alarms", TRAIL] as const]),
  ];
  const total = verifiers + workloads.length * SECRET + others.reduce((sum, [, cost]) => sum + cost, 0);
  const parts = [
    `${counted(count, 'verifier')} ${dollars(verifiers)}`,
    `${counted(workloads.length, 'canary secret')} ${dollars(workloads.length * SECRET)}`,
    ...others.map(([what, cost]) => `${what} ${dollars(cost)}`),
  ];
  return `${dollars(total)} (${parts.join(', ')}; us-east-1 prices)`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
