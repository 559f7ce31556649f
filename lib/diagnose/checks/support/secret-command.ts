import type { Target } from '../../../model/run.ts';
import { secretIdOf } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';

/** The command of the AWS CLI that does something with the secret that was asked for. It never shows the value. */
export const secretCommand = (
  target: Target,
  does: Exclude<keyof typeof SERVICE.commands, 'list' | 'replicate' | 'removeReplica'>,
  ...options: readonly string[]
): readonly string[] => [
  ...['aws', SERVICE.id, SERVICE.commands[does], '--region', target.region],
  ...['--secret-id', secretIdOf(target), ...options],
];
