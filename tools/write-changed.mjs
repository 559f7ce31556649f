import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

function contentOf(file) {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/** Writes a file where its content changes, whole or not at all: somebody may be reading what was built before. */
export function writeChanged(file, content) {
  if (contentOf(file)?.equals(content)) return;
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.part`;
  writeFileSync(beside, content);
  renameSync(beside, file);
}
