import { Logger } from '@aws-lambda-powertools/logger';
import { METRIC_SERVICE } from '../lib/model/metrics.ts';

/** The one logger. Events and responses are never logged whole. */
export const logger = new Logger({ serviceName: METRIC_SERVICE });
