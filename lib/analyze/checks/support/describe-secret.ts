import type { Target } from '../../../model/target.ts';

/** The command that shows a secret's description, or one field of it. It never shows the value. */
export const describeSecret = ({ region, secretId }: Target, field?: string): readonly string[] => [
  'aws',
  'secretsmanager',
  'describe-secret',
  '--region',
  region,
  '--secret-id',
  secretId,
  ...(field === undefined ? [] : ['--query', field]),
];
