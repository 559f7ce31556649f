import { rename, rm, writeFile } from 'node:fs/promises';
import type { Facts } from '../model/facts.ts';
import { EXIT_USAGE } from '../report/exit-code.ts';
import { plain } from '../report/render/plain.ts';
import type { Output } from './io.ts';

/**
 * Writes what was seen, for later analysis: beside the file, and then in its place, so that a full disk leaves the old one. Answers with the
 * exit code: a verdict is not hidden by a file that cannot be written, which is said.
 */
export async function record(file: string | undefined, facts: Facts, code: number, stderr: Output): Promise<number> {
  if (file === undefined) return code;
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, `${JSON.stringify(facts, null, 2)}\n`);
    await rename(beside, file);
    return code;
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    stderr.write(plain(`vpce-doctor: --record: ${file} cannot be written (${(error as NodeJS.ErrnoException).code})`));
    stderr.write('\n');
    return code === 0 ? EXIT_USAGE : code;
  }
}
