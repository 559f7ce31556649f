import { writeFile } from 'node:fs/promises';
import { UsageError } from '../model/errors.ts';
import type { Facts } from '../model/facts.ts';

/** Writes what was seen, for later analysis. */
export async function record(file: string, facts: Facts): Promise<void> {
  await writeFile(file, `${JSON.stringify(facts, null, 2)}\n`).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--record: ${file} cannot be written (${error.code})`);
  });
}
