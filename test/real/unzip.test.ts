import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { zip } from '../../infra/package/zip.ts';
import { describeWhere } from '../support/describe-lab.ts';
import { UNZIP, UNZIP_LACKS } from './installed.ts';

const ENTRIES = [
  { path: 'index.mjs', content: Buffer.from('export const handler = 1;') },
  { path: 'chunks/deep/a.mjs', content: Buffer.alloc(100_000, 'x') },
  { path: 'empty', content: Buffer.alloc(0) },
];

describeWhere(UNZIP_LACKS, "a package's archive, read by Debian's unzip", () => {
  const folder = mkdtempSync(join(tmpdir(), 'vpce-doctor-zip-'));
  const archive = join(folder, 'a.zip');
  writeFileSync(archive, zip(ENTRIES));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has no error', () => {
    expect(execFileSync(UNZIP, ['-t', archive], { encoding: 'utf8' })).toContain('No errors detected');
  });

  test('gives back each file whole, readable by all, as Lambda needs it', () => {
    execFileSync(UNZIP, ['-q', archive, '-d', folder]);
    for (const { path, content } of ENTRIES) {
      expect(readFileSync(join(folder, path)).equals(content)).toBe(true);
      expect(statSync(join(folder, path)).mode & 0o777).toBe(0o644);
    }
  });
});
