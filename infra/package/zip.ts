import { type Zippable, zipSync } from 'fflate';

export interface ZipEntry {
  /** With slashes, relative to the archive's root. */
  readonly path: string;
  readonly content: Uint8Array;
}

/** Archives hold the clock's own time, and no earlier day than this one: the same files make the same archive, whenever and wherever. */
const DATE = new Date(1980, 0, 1);
const UNIX = 3;
const READ_BY_ALL = 0o100644;

/** A zip archive of small files, readable by all: Lambda runs a function as another user. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const options = { mtime: DATE, os: UNIX, attrs: READ_BY_ALL * 0x10000, level: 9 } as const;
  const inOrder = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const files: Zippable = Object.fromEntries(inOrder.map(({ path, content }) => [path, [content, options]]));
  return Buffer.from(zipSync(files));
}
