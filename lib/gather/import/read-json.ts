import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { DescribeFile } from './describe-output.ts';

const LARGEST_BYTES = 64 * 1024 * 1024;

/** JSON files by path; a folder stands for all the .json files directly in it. Throws UsageError in one sentence. */
export async function readJsonFiles(paths: readonly string[]): Promise<readonly DescribeFile[]> {
  const files = (await Promise.all(paths.map(expand))).flat();
  return Promise.all(files.map(readJson));
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

async function readJson(name: string): Promise<DescribeFile> {
  const { size } = await stat(name);
  if (size > LARGEST_BYTES) throw new UsageError(`${name} is larger than 64 MiB`);
  const text = await readFile(name, 'utf8');
  try {
    return { name, content: JSON.parse(text) };
  } catch {
    throw new UsageError(`${name} is not JSON`);
  }
}
