import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { goldenFolderOf, recordingFolderOf } from '../lab/recordings.ts';
import { runInProcess } from '../support/in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'damaged-'));
afterAll(() => rmSync(folder, { recursive: true }));

const recording = readFileSync(`${recordingFolderOf('endpoint-group-closed')}/inside.json`, 'utf8');
const report = readFileSync(`${goldenFolderOf('endpoint-group-closed')}/report.json`, 'utf8');

const file = (content: string): string => {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, content);
  return path;
};

/** A document with what stands at one place replaced. */
const changed = (document: string, place: readonly string[], value: unknown): string => {
  const whole = JSON.parse(document);
  const parent = place.slice(0, -1).reduce((node, key) => node[key], whole);
  parent[place.at(-1) ?? ''] = value;
  return JSON.stringify(whole);
};

describe.each<[string, string, string, RegExp]>([
  ['cut facts', 'analyze', recording.slice(0, 3_000), /is not JSON/],
  ['an empty file', 'analyze', '', /is not JSON/],
  [
    'facts of a newer schema',
    'analyze',
    changed(recording, ['schema'], 3),
    /recording with schema 3; this version reads schemas 1 and 2/,
  ],
  ['facts without a target', 'analyze', changed(recording, ['runs', '0', 'target'], null), /at "runs\.0\.target"/],
  [
    'facts with half a lookup',
    'analyze',
    changed(recording, ['runs', '0', 'probes', 'serviceDns', 'value'], {}),
    /damaged or from another version/,
  ],
  [
    'ten megabytes of something else',
    'analyze',
    JSON.stringify({ rows: Array(500_000).fill('01234567890123456789') }),
    /./,
  ],
  ['ten megabytes of brackets', 'analyze', '['.repeat(10_000_000), /is not JSON/],
  ['a cut report', 'render', report.slice(0, 500), /is not JSON/],
  ['a newer report', 'render', changed(report, ['schema'], 9), /schema 9; this version reads schema 2/],
  [
    'a report without phases',
    'render',
    changed(report, ['runs', '0', 'phases'], undefined),
    /damaged or from another version/,
  ],
])('%s', (_, command, content, says) => {
  test('are one clear sentence, exit code 64, and nothing half-written', async () => {
    const { code, stdout, stderr } = await runInProcess([command, file(content)]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr.length).toBeLessThan(1_100);
  });
});
