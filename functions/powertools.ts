import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { dimensionsOf, METRIC_NAMESPACE, METRIC_SERVICE, type MetricPlace } from '../lib/model/metrics.ts';

/** The one logger. Events and responses are never logged whole. */
export const logger = new Logger({ serviceName: METRIC_SERVICE });

/** Metrics for one place: a fresh set for each run, so that a warm function mixes nothing. */
export const metricsFor = (place: MetricPlace): Metrics => {
  const { service, ...defaultDimensions } = dimensionsOf(place);
  return new Metrics({ namespace: METRIC_NAMESPACE, serviceName: service, defaultDimensions });
};
