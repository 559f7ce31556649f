import { Logger } from '@aws-lambda-powertools/logger';

/** The one logger. Events and responses are never logged whole. */
export const logger = new Logger({ serviceName: 'vpce-doctor' });
