import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Crash } from '../../lib/model/analysis.ts';
import { dimensionsOf, METRIC_NAMESPACE, METRICS, type MetricPlace, PHASE_FIELDS } from '../../lib/model/metrics.ts';
import type { Report } from '../../lib/model/report.ts';
import { logger } from '../powertools.ts';

const LEVELS = { blocking: 'error', degrading: 'warn', advisory: 'info' } as const;

/** A line for each check that broke, with its trace: the report says that it did, and the trace is for whoever repairs this tool. */
export function logCrashes(crashes: readonly Crash[]): void {
  for (const { code, stack } of crashes) logger.error('check crashed', { code, stack });
}

/** One line of the log for the verdict, and one for each finding, so that queries find them by their code. */
export function logReport({ verdict, rootCause, because, causes }: Report): void {
  logger.info('verified', { verdict, rootCause, because });
  for (const { code, severity, summary, resources, steps } of causes) {
    logger[LEVELS[severity]]('finding', {
      code,
      severity,
      summary,
      resources,
      fix: steps.map(({ say }) => say).join('; then '),
    });
  }
}

/** Metrics for one place: a fresh set for each run, so that a warm function mixes nothing. */
function metricsFor(place: MetricPlace): Metrics {
  const { service, ...defaultDimensions } = dimensionsOf(place);
  return new Metrics({ namespace: METRIC_NAMESPACE, serviceName: service, defaultDimensions });
}

/**
 * Metrics in CloudWatch's embedded format, one line on stdout: they leave with the log, without a call of an API. `Healthy` is 1
 * for connected, 0 for broken and bypassed, and absent where nothing was proven, so that not knowing is no alarm of its own.
 */
export function publishMetrics(report: Report, place: MetricPlace): void {
  const { verdict, causes, runs } = report;
  const metrics = metricsFor(place);
  if (verdict !== 'unproven') metrics.addMetric(METRICS.healthy, MetricUnit.Count, verdict === 'connected' ? 1 : 0);
  metrics.addMetric(METRICS.unproven, MetricUnit.Count, verdict === 'unproven' ? 1 : 0);
  const isDegraded = verdict === 'connected' && causes.some((cause) => cause.severity === 'degrading');
  metrics.addMetric(METRICS.degraded, MetricUnit.Count, isDegraded ? 1 : 0);
  for (const { name, tookMs } of runs.flatMap(({ phases }) => phases)) {
    // A number that is none would be printed as null and lost without a word.
    if (name === 'credentials' || tookMs === null || !Number.isFinite(tookMs)) continue;
    // Each metric costs as much as an endpoint's interface for a day and a half: what no alarm watches is a field alone.
    if (name === 'api') metrics.addMetric(METRICS.api, MetricUnit.Milliseconds, tookMs);
    // Typed as text, and printed as it is given: queries need a number.
    else metrics.addMetadata(PHASE_FIELDS[name], tookMs as unknown as string);
  }
  metrics.addMetadata('verdict', verdict);
  metrics.addMetadata('rootCause', report.rootCause ?? 'none');
  metrics.publishStoredMetrics();
}
