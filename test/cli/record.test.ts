import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { record } from '../../lib/cli/record.ts';
import { recordingOf } from '../lab/recordings.ts';

const folder = mkdtempSync(join(tmpdir(), 'record-'));
afterAll(() => rmSync(folder, { recursive: true }));

const facts = recordingOf('healthy-one-zone')?.inside;
if (!facts) throw new Error('healthy-one-zone was not recorded');

/** Records with a verdict's exit code, and says what became of both. */
async function recordTo(file: string | undefined, code: number) {
  let stderr = '';
  const exitCode = await record(file, facts as NonNullable<typeof facts>, code, { write: (text) => (stderr += text) });
  return { exitCode, stderr };
}

test('a recording is in its place, whole, and nothing beside it', async () => {
  const file = join(folder, 'facts.json');
  writeFileSync(file, 'old');
  expect(await recordTo(file, 1)).toEqual({ exitCode: 1, stderr: '' });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(facts);
  expect(readdirSync(folder)).toEqual(['facts.json']);
  expect(await recordTo(undefined, 2)).toEqual({ exitCode: 2, stderr: '' });
});

test('one that cannot be written is said in one sentence, hides no verdict, and is no success', async () => {
  const isFolder = join(folder, 'folder');
  mkdirSync(isFolder);
  for (const [file, says] of [
    [isFolder, /cannot be written \(EISDIR\)\n$/],
    [join(folder, 'absent/facts.json'), /cannot be written \(ENOENT\)\n$/],
  ] as const) {
    expect(await recordTo(file, 1)).toEqual({ exitCode: 1, stderr: expect.stringMatching(says) });
    expect(await recordTo(file, 0)).toEqual({ exitCode: 64, stderr: expect.stringMatching(says) });
  }
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});
