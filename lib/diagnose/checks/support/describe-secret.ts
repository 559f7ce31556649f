import { secretIdOf, type Target } from '../../../model/target.ts';

/** The command that shows a secret's description, or one field of it. It never shows the value. */
export const describeSecret = (target: Target, field?: string): readonly string[] => [
  'aws',
  'secretsmanager',
  'describe-secret',
  '--region',
  target.region,
  '--secret-id',
  secretIdOf(target),
  ...(field === undefined ? [] : ['--query', field]),
];
