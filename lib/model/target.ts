import type { Target } from './run.ts';
import { isService } from './vpc-endpoint.ts';

/** The secret's id for a sentence or a command; a placeholder where none was named. */
export const secretIdOf = ({ secretId }: Target): string => secretId ?? 'SECRET_ID';

/** Whether a service is the one under test. */
export const servesTarget = (serviceName: string | undefined, { region, host }: Target): boolean =>
  isService(serviceName, `${region}.${host.slice(0, host.indexOf('.'))}`);
