import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readJsonFiles } from '../../../lib/gather/import/read-json.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-json-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const read = async (paths: readonly string[]) =>
  (await readJsonFiles(paths)).map(({ name, content }) => ({ name, content }));

const subfolder = (name: string): string => {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
};

describe('files', () => {
  test('are read in the order in which they are named, whatever their endings', async () => {
    const [b, a] = [file('b.txt', '{"b":1}'), file('a', '[2]')];
    expect(await read([b, a])).toEqual([
      { name: b, content: { b: 1 } },
      { name: a, content: [2] },
    ]);
  });

  test('may hold any JSON', async () => {
    expect(await read([file('x', ' null\n')])).toEqual([{ name: join(folder, 'x'), content: null }]);
  });
});

describe('a folder', () => {
  test('stands for the .json files directly in it, in the order of their names', async () => {
    file('b.json', '2');
    file('a.json', '1');
    file('notes.txt', 'not JSON');
    writeFileSync(join(subfolder('deeper'), 'c.json'), '3');
    expect(await read([folder])).toEqual([
      { name: join(folder, 'a.json'), content: 1 },
      { name: join(folder, 'b.json'), content: 2 },
    ]);
  });

  test('may stand beside files', async () => {
    const inner = subfolder('inner');
    writeFileSync(join(inner, 'a.json'), '1');
    const files = await read([file('z', '26'), inner]);
    expect(files.map(({ content }) => content)).toEqual([26, 1]);
  });

  test('in which a folder is named like a file is not a bug of ours', async () => {
    file('a.json', '1');
    subfolder('old.json');
    const answer = await read([folder]).catch((error: Error) => error.name);
    expect([[{ name: join(folder, 'a.json'), content: 1 }], 'UsageError']).toContainEqual(answer);
  });
});

test('each file says when it was written', async () => {
  const [older, newer] = [file('older.json', '1'), file('newer.json', '2')];
  utimesSync(older, new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z'));
  utimesSync(newer, new Date('2026-02-03T04:05:06Z'), new Date('2026-02-03T04:05:06Z'));
  const times = (await readJsonFiles([newer, older])).map(({ writtenAt }) => writtenAt);
  expect(times).toEqual(['2026-02-03T04:05:06.000Z', '2026-01-01T00:00:00.000Z']);
});

describe('what cannot be read is wrong use, in one sentence that names it', () => {
  test.each<[string, () => string, RegExp]>([
    ['a missing file', () => join(folder, 'missing.json'), /^can't read .*missing\.json \(ENOENT\)$/],
    ['a folder without JSON', () => subfolder('empty'), /^the folder .*empty has no \.json files$/],
    ['an empty file', () => file('void.json', ''), /void\.json is not JSON$/],
    ['a text', () => file('text.json', 'An error occurred (UnauthorizedOperation)'), /text\.json is not JSON$/],
    ['JSON that is cut off', () => file('cut.json', '{"Subnets": ['), /cut\.json is not JSON$/],
  ])('%s', async (_, pathOf, says) => {
    await expect(readJsonFiles([pathOf()])).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(says),
    });
  });

  test('one bad file among good ones too', async () => {
    await expect(readJsonFiles([file('a.json', '1'), file('b.json', '{')])).rejects.toThrow(/b\.json is not JSON/);
  });
});
