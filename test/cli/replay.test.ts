import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../lib/model/report.ts';
import { recordingOf } from '../lab/recordings.ts';
import { runCommand, runCommandWith } from '../support/run-command.ts';

/** A PATH with Node and nothing else: no tool that makes a namespace is found, as on another system. */
let bare: string;
beforeAll(() => {
  bare = mkdtempSync(join(tmpdir(), 'bare-'));
  symlinkSync(process.execPath, join(bare, 'node'));
});
afterAll(() => rmSync(bare, { recursive: true }));

const demo = (...args: readonly string[]) => runCommandWith({ PATH: bare }, 'demo', ...args);

describe('on a machine without namespaces', () => {
  test('a recorded run is replayed, and the first line says so', async () => {
    const { code, stdout, stderr } = await demo('endpoint-group-closed');
    expect(code).toBe(0);
    const [first] = stdout.split('\n');
    expect(first).toMatch(/replayed from a recording: no packet was sent/);
    expect(stdout).toContain('root cause sg/endpoint-ingress-missing');
    expect(stderr).toMatch(/cannot run on this machine: it needs/);
    expect(stderr).toContain(`recorded at ${recordingOf('endpoint-group-closed')?.inside.takenAt}`);
  });

  test('the report says where it comes from, and is otherwise that of the run', async () => {
    const report = JSON.parse((await demo('--format', 'json')).stdout) as Report;
    expect(report).toMatchObject({ verdict: 'connected', vantage: { kind: 'replayed', place: 'inside' } });
    expect(report.takenAt).toBe(recordingOf('healthy-two-zones')?.inside.takenAt);
  });

  test.each(['short', 'markdown'])('the first line of %s says so too', async (format) => {
    expect((await demo('--format', format)).stdout.split('\n')[0]).toContain('replayed from a recording');
  });

  test('without a recording it is one sentence, and which there are', async () => {
    const { code, stdout, stderr } = await demo('clock-behind');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/no recording of clock-behind to replay; there are healthy-two-zones, /);
  });

  test('a configuration cannot be written where none is built', async () => {
    const { code, stdout, stderr } = await demo('--describe', join(bare, 'described'));
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(/--describe needs a VPC that runs/);
  });
});

test('anywhere, a replay can be asked for, of the inside alone too', async () => {
  const { stdout } = await runCommand('demo', 'endpoint-group-closed', '--replay', '--vantage', 'inside');
  expect(stdout).toContain('root cause path/packets-dropped');
});
