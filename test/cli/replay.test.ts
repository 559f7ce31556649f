import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../lib/model/report.ts';
import { recordingOf } from '../lab/recordings.ts';
import { runInProcess } from '../support/in-process.ts';

const replay = (...args: readonly string[]) => runInProcess(['demo', ...args, '--replay']);

describe('a replay that is asked for', () => {
  test('says where it comes from, and is otherwise the report of the run', async () => {
    const report = JSON.parse((await replay('--format', 'json')).stdout) as Report;
    expect(report).toMatchObject({ verdict: 'connected', kind: 'replayed', runs: [{ place: 'inside' }] });
    expect(report.takenAt).toBe(recordingOf('healthy-two-zones')?.inside.runs[0]?.takenAt);
  });

  test.each(['short', 'markdown'])('says so in the first line of %s too', async (format) => {
    expect((await replay('--format', format)).stdout.split('\n')[0]).toContain('replayed from a recording');
  });

  test('is of the inside alone where that is asked for', async () => {
    const { stdout } = await replay('endpoint-group-closed', '--vantage', 'inside');
    expect(stdout).toContain('(path/packets-dropped)');
  });
});
