import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { UsageError } from '../../model/errors.ts';
import type { DescribeFile } from './describe-output.ts';
import { whyForeign, whyForeignText } from './foreign.ts';

const LARGEST_BYTES = 64 * 1024 * 1024;

export interface JsonFile extends DescribeFile {
  /** ISO 8601. */
  readonly writtenAt: string;
}

/** JSON files by path; a folder stands for all the .json files directly in it. Throws UsageError in one sentence. */
export async function readJsonFiles(paths: readonly string[]): Promise<readonly JsonFile[]> {
  if (paths.filter((path) => path === STDIN).length > 1)
    throw new UsageError('- means standard input, which can only be read once');
  const names = (await Promise.all(paths.map(expand))).flat();
  return Promise.all(names.map(readJson));
}

/** The name of standard input, by custom. */
const STDIN = '-';

async function expand(path: string): Promise<readonly string[]> {
  if (path === STDIN) return [path];
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`can't read ${path} (${error.code})`);
  });
  if (!found.isDirectory()) return [path];
  const listed = await readdir(path, { withFileTypes: true });
  const entries = listed
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => entry.name)
    .toSorted();
  if (entries.length === 0) throw new UsageError(`the folder ${path} has no .json files`);
  return entries.map((entry) => join(path, entry));
}

async function readJson(path: string): Promise<JsonFile> {
  const name = path === STDIN ? 'standard input' : path;
  const { text, writtenAt } = path === STDIN ? await readStdin() : await readText(path);
  const content = parsedJson(text);
  const foreign = content === undefined ? whyForeignText(name, text) : whyForeign(name, content);
  if (foreign !== null) throw new UsageError(foreign);
  if (content === undefined) throw new UsageError(`${name} is not JSON`);
  return { name, content, writtenAt };
}

async function readText(path: string) {
  const { size, mtime } = await stat(path);
  if (size > LARGEST_BYTES) throw new UsageError(`${path} is larger than 64 MiB`);
  return { text: await readFile(path, 'utf8'), writtenAt: mtime.toISOString() };
}

async function readStdin() {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BYTES) throw new UsageError('standard input is larger than 64 MiB');
    chunks.push(chunk);
  }
  return { text: Buffer.concat(chunks).toString('utf8'), writtenAt: new Date().toISOString() };
}

/** Undefined where it is none. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
