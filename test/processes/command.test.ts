import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../lib/model/report.ts';
import { goldenFolderOf, recordingFolderOf, recordingOf } from '../lab/recordings.ts';
import { describeLab } from '../support/describe-lab.ts';
import { runInProcess } from '../support/in-process.ts';
import { runCommand, runCommandWith, runFile } from '../support/run-command.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUNDLED = join(ROOT, 'dist/cli/vpce-doctor.mjs');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the command as a process', () => {
  test.each<[string, readonly string[], number]>([
    ['help', ['--help'], 0],
    ['the help of one command', ['verify', '--help'], 0],
    ['no command', [], 64],
    ['wrong use', ['demo', '--seed', 'abc'], 64],
    [
      'a report that is broken',
      ['render', `${goldenFolderOf('public-answer-nat')}/report.json`, '--fail-on', 'blocking'],
      1,
    ],
    ['a recording that is connected', ['analyze', `${recordingFolderOf('healthy-two-zones')}/inside.json`], 0],
  ])('says of %s what it says in-process, to its last byte, with the same exit code', async (_, args, code) => {
    const ended = await runCommand(...args);
    expect(ended).toEqual(await runInProcess(args));
    expect(ended.code).toBe(code);
  });
});

test('an output that cannot be written is no success, and is said', async () => {
  const main = join(ROOT, 'lib/cli/main.ts');
  const full = await new Promise<number | undefined>((resolve) => {
    execFile('/bin/sh', ['-c', `exec "$0" "$1" explain > /dev/full`, process.execPath, main], (error, _, stderr) => {
      expect(stderr).toBe('vpce-doctor: the output cannot be written (ENOSPC)\n');
      resolve(typeof error?.code === 'number' ? error.code : undefined);
    });
  });
  expect(full).toBe(74);
});

describe('the command copied to a host in one file', () => {
  test('runs by itself', async () => {
    const copy = join(folder, 'vpce-doctor.mjs');
    writeFileSync(copy, readFileSync(BUNDLED));
    expect(await runFile(copy, ['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n' });
    expect(await runFile(copy, ['demo'])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('comes with the source tree and the npm package'),
    });
  });

  test('has the pages of all findings in it', async () => {
    const page = await runFile(BUNDLED, ['explain', 'dns/public-answer']);
    expect(page).toEqual(await runInProcess(['explain', 'dns/public-answer']));
  });
});

describe('on a machine without namespaces', () => {
  /** A PATH with Node and nothing else: no tool that makes a namespace is found, as on another system. */
  const bare = mkdtempSync(join(tmpdir(), 'bare-'));
  symlinkSync(process.execPath, join(bare, 'node'));
  afterAll(() => rmSync(bare, { recursive: true }));
  const demo = (...args: readonly string[]) => runCommandWith({ PATH: bare }, 'demo', ...args);

  test('a recorded run is replayed, and the first line says so', async () => {
    const { code, stdout, stderr } = await demo('endpoint-group-closed');
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/replayed from a recording: no packet was sent/);
    expect(stdout).toContain('(sg/endpoint-ingress-missing)');
    expect(stderr).toMatch(/cannot run on this machine: it needs/);
    expect(stderr).toContain(`recorded at ${recordingOf('endpoint-group-closed')?.inside.runs[0]?.takenAt}`);
  });

  test('a scenario of the user has no recording, which is one sentence', async () => {
    const file = join(folder, 'mine.json');
    writeFileSync(file, '{"schema":1,"injects":"x","expects":{"verdict":"broken","rootCause":null}}');
    const { code, stdout, stderr } = await demo(file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/there is no recording of .*mine\.json to replay/);
  });

  test('a configuration cannot be written where none is built', async () => {
    const { code, stdout, stderr } = await demo('--describe', join(folder, 'described'));
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(/--describe needs a VPC that runs/);
  });
});

describeLab('the demo', () => {
  test('through npm -s, stdout holds the report alone', async () => {
    const stdout = await new Promise<string>((resolve, reject) => {
      execFile('npm', ['start', '-s', '--', '--format', 'json', '--seed', '5'], { cwd: ROOT }, (error, out) =>
        error ? reject(error) : resolve(out),
      );
    });
    expect(JSON.parse(stdout) as Report).toMatchObject({ schema: 2, verdict: 'connected' });
  });

  test('a file is meant from where its user stands, although npm goes elsewhere, and its drops are held against it', async () => {
    const scenario = {
      schema: 1,
      injects: 'x',
      expects: { verdict: 'connected', rootCause: null, drops: ['route.none'] },
    };
    writeFileSync(join(folder, 'here.json'), JSON.stringify(scenario));
    const { code, stderr } = await runCommandWith({ INIT_CWD: folder }, 'demo', 'here.json');
    expect(code).toBe(1);
    expect(stderr).toContain('should have been by route.none');
  });

  test("a scenario from a file is as good as one of the project's", async () => {
    const scenario = {
      schema: 1,
      injects: 'a closed group',
      expects: { verdict: 'broken', rootCause: 'sg/endpoint-ingress-missing' },
      zones: 1,
      set: { 'SecurityGroups.endpoint.IpPermissions': [] },
    };
    writeFileSync(join(folder, 'closed.json'), JSON.stringify(scenario));
    const { code, stderr } = await runInProcess(['demo', join(folder, 'closed.json')]);
    expect(stderr).toContain('the diagnosis is right');
    expect(code).toBe(0);
  });

  test('escape codes in a scenario reach no terminal, and a wrong diagnosis is exit code 1', async () => {
    const scenario = {
      schema: 1,
      injects: 'x\u001b[2J\n✓ the diagnosis is right',
      expects: { verdict: 'broken', rootCause: 'tls/rst' },
    };
    writeFileSync(join(folder, 'hostile.json'), JSON.stringify(scenario));
    const { code, stderr } = await runInProcess(['demo', join(folder, 'hostile.json')]);
    expect(code).toBe(1);
    expect(stderr).not.toContain('\u001b');
    expect(stderr.split('\n')).not.toContain('✓ the diagnosis is right');
    expect(stderr).toContain('it should be broken, tls/rst');
  });

  test('a small function has its share of a processor, and the output says how', async () => {
    const { code, stderr } = await runInProcess(['demo', '--memory', '256']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/with 14 % of a processor as at 256 MB, by (a cgroup|stopping and continuing it)/);
  });
});

describe('standard input', () => {
  const main = join(ROOT, 'lib/cli/main.ts');
  const fed = (input: string, ...args: readonly string[]) =>
    spawnSync(process.execPath, [main, ...args], { input, encoding: 'utf8', env: { PATH: process.env.PATH } });

  test('is a report or a recording under the name -', () => {
    const report = readFileSync(`${goldenFolderOf('public-answer-nat')}/report.json`, 'utf8');
    expect(fed(report, 'render', '-', '--format', 'short').stdout).toMatch(/^! bypassed/);
    const recording = readFileSync(`${recordingFolderOf('healthy-two-zones')}/inside.json`, 'utf8');
    expect(fed(recording, 'analyze', '-', '--format', 'short').stdout).toMatch(/^✓ connected/);
  });

  test('is read once, and refused in one sentence where it holds something else', () => {
    expect(fed('{}', 'analyze', '-', '-')).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('can only be read once'),
    });
    expect(fed('nonsense', 'render', '-')).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('standard input is not JSON'),
    });
  });
});
