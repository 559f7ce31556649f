import { secretsManager } from './secretsmanager.ts';
import type { Service } from './service.ts';

/** Every service that is known, by its id. */
export const SERVICES = { secretsmanager: secretsManager } as const satisfies Readonly<Record<string, Service>>;

/** The service under test. */
export const SERVICE: Service = SERVICES.secretsmanager;
