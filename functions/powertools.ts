import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** The one logger. Events and responses are never logged whole. */
export const logger = new Logger({ serviceName: 'vpce-doctor' });

/** Metrics for one place: a fresh set for each run, so that a warm function mixes nothing. */
export const metricsFor = (place: { readonly function: string; readonly workload: string; readonly zone: string }) =>
  new Metrics({ namespace: 'VpceDoctor', serviceName: 'vpce-doctor', defaultDimensions: place });
