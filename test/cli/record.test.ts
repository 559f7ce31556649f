import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { record, refuseAnonymousAlone } from '../../lib/cli/record.ts';
import { parseRecordedFacts } from '../../lib/gather/import/recorded-facts.ts';
import { reportOf } from '../../lib/report/report.ts';
import { recordingOf } from '../lab/recordings.ts';

const folder = mkdtempSync(join(tmpdir(), 'record-'));
afterAll(() => rmSync(folder, { recursive: true }));

const facts = recordingOf('healthy-one-zone')?.inside;
if (!facts) throw new Error('healthy-one-zone was not recorded');

/** Records with a verdict's exit code, and says what became of both. */
async function recordTo(file: string | undefined, code: number, anonymous = false) {
  let stderr = '';
  const values = { ...(file === undefined ? {} : { record: file }), anonymous };
  const exitCode = await record(facts as NonNullable<typeof facts>, values, code, {
    write: (text) => (stderr += text),
  });
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

test('an anonymous recording has none of the ids, and leads to the same diagnosis', async () => {
  const file = join(folder, 'anonymous.json');
  expect(await recordTo(file, 0, true)).toEqual({ exitCode: 0, stderr: '' });
  const text = readFileSync(file, 'utf8');
  const { verdict, rootCause } = reportOf(parseRecordedFacts(JSON.parse(text), file));
  expect({ verdict, rootCause }).toEqual({ verdict: 'connected', rootCause: null });
  for (const id of Object.keys(facts.inventory.resources.vpcEndpoints)) expect(text).not.toContain(id);
  expect(text).not.toContain(facts.runs[0]?.accountId);
});

test('anonymous alone is wrong use', () => {
  expect(() => refuseAnonymousAlone({ anonymous: true })).toThrow('--anonymous says how to write --record FILE');
  expect(() => refuseAnonymousAlone({ anonymous: true, record: 'f.json' })).not.toThrow();
});
