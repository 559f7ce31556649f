import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../lib/model/errors.ts';

/** Where the build writes what AWS runs. */
const FOLDERS = { verifier: 'dist/lambda', lookup: 'dist/lambda-vpc-of-subnets' } as const;

/** A function's bundle. Throws UsageError where it was not built. */
export function bundleOf(name: keyof typeof FOLDERS): string {
  const folder = fileURLToPath(new URL(`../${FOLDERS[name]}`, import.meta.url));
  if (!existsSync(`${folder}/index.mjs`)) throw new UsageError(`${FOLDERS[name]} is missing: run npm run build first`);
  return folder;
}
