/** The SDK's part of the service under test. */
export * from './secretsmanager.ts';
