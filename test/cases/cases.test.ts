import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { GOLDEN_SCENARIOS, goldenFolderOf, recordingOf } from '../lab/recordings.ts';
import { goldenOf, README, SHOWN, shownIn } from './cases.ts';

const read = (name: string, file: string): string => readFileSync(`${goldenFolderOf(name)}/${file}`, 'utf8');

describe.each(GOLDEN_SCENARIOS)('the recorded world %s', (name) => {
  const recording = recordingOf(name);
  if (recording === null) throw new Error(`${name} was not recorded`);
  const golden = goldenOf(recording);

  test.each(Object.keys(golden))('renders as %s shows (npm run golden rewrites it)', (file) => {
    expect(golden[file]).toBe(read(name, file));
  });
});

test('every folder of golden reports is a case', () => {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const folders = readdirSync(here).filter((entry) => statSync(here + entry).isDirectory());
  expect(folders.toSorted()).toEqual([...GOLDEN_SCENARIOS].toSorted());
});

test('README.md shows recorded reports as they are (npm run golden rewrites it)', () => {
  const shown = [...readFileSync(README, 'utf8').matchAll(SHOWN)];
  expect(shown.map(([, name]) => name)).toEqual(['endpoint-group-closed', 'healthy-two-zones']);
  for (const [block, name = '', part = ''] of shown) expect(block).toBe(shownIn(name, part));
  expect(
    shown.flatMap(([block]) => block.split('\n')).filter((line) => line.length > 80 && !/[:(]\S+$/.test(line)),
  ).toEqual([]);
});
