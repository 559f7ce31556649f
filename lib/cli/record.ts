import { randomInt } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { anonymousFacts } from '../facts/anonymous.ts';
import { UsageError } from '../model/errors.ts';
import type { Facts } from '../model/facts.ts';
import { EXIT_USAGE } from '../report/exit-code.ts';
import { plain } from '../report/render/plain.ts';
import type { Output } from './io.ts';

/** How every command takes them that records what it saw. */
export const RECORD_OPTIONS = { record: { type: 'string' }, anonymous: { type: 'boolean' } } as const;

export const RECORD_HELP = `  --record FILE           also write what was seen, for vpce-doctor analyze
  --anonymous             with --record: ids, accounts, names and addresses become tokens;
                          the diagnosis stays the same
`;

interface RecordValues {
  readonly record?: string;
  readonly anonymous?: boolean;
}

/**
 * Writes what was seen, for later analysis: beside the file, and then in its place, so that a full disk leaves the old one. Answers with the
 * exit code: a verdict is not hidden by a file that cannot be written, which is said.
 */
export async function record(facts: Facts, values: RecordValues, code: number, stderr: Output): Promise<number> {
  const { record: file, anonymous } = values;
  if (file === undefined) return code;
  const recorded = anonymous ? anonymousFacts(facts, randomInt(256) | 1) : facts;
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, `${JSON.stringify(recorded, null, 2)}\n`);
    await rename(beside, file);
    return code;
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    stderr.write(plain(`vpce-doctor: --record: ${file} cannot be written (${(error as NodeJS.ErrnoException).code})`));
    stderr.write('\n');
    return code === 0 ? EXIT_USAGE : code;
  }
}

/** An option that would change nothing is a mistake. */
export function refuseAnonymousAlone({ record: file, anonymous }: RecordValues): void {
  if (anonymous && file === undefined)
    throw new UsageError('--anonymous says how to write --record FILE, which is not given');
}
