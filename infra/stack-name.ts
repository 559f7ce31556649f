import type { Configuration } from './configuration.ts';

/** A deployment's stack is called so: another name is another stack. */
export const stackNameOf = ({
  stackName,
  projectId,
  env,
}: Pick<Configuration, 'stackName' | 'projectId' | 'env'>): string => stackName ?? `VpceDoctor-${projectId}-${env}`;
