import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { DescribeFile } from './describe-output.ts';
import { whyForeign, whyForeignText } from './foreign.ts';

const LARGEST_BYTES = 64 * 1024 * 1024;

export interface JsonFiles {
  readonly files: readonly DescribeFile[];
  /** When the last of them was written, ISO 8601. */
  readonly writtenAt: string;
}

/** JSON files by path; a folder stands for all the .json files directly in it. Throws UsageError in one sentence. */
export async function readJsonFiles(paths: readonly string[]): Promise<JsonFiles> {
  const names = (await Promise.all(paths.map(expand))).flat();
  const read = await Promise.all(names.map(readJson));
  const writtenAt = new Date(Math.max(...read.map(({ writtenMs }) => writtenMs))).toISOString();
  return { files: read.map(({ file }) => file), writtenAt };
}

async function expand(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read (${error.code})`);
  });
  if (!found.isDirectory()) return [path];
  const listed = await readdir(path, { withFileTypes: true });
  const entries = listed
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => entry.name)
    .toSorted();
  if (entries.length === 0) throw new UsageError(`the folder ${path} holds no .json file`);
  return entries.map((entry) => join(path, entry));
}

async function readJson(name: string): Promise<{ readonly file: DescribeFile; readonly writtenMs: number }> {
  const { size, mtimeMs } = await stat(name);
  if (size > LARGEST_BYTES) throw new UsageError(`${name} is larger than 64 MiB`);
  const text = await readFile(name, 'utf8');
  const content = parsedJson(text);
  const foreign = content === undefined ? whyForeignText(name, text) : whyForeign(name, content);
  if (foreign !== null) throw new UsageError(foreign);
  if (content === undefined) throw new UsageError(`${name} is not JSON`);
  return { file: { name, content }, writtenMs: mtimeMs };
}

/** Undefined where it is none. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
