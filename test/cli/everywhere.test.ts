import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { SAMPLE_CONFIGURATION } from '../../infra/sample-configuration.ts';
import { regionIn } from '../../lib/cli/aws-options.ts';
import { goldenFolderOf, recordingFolderOf } from '../lab/recordings.ts';
import { runInProcess } from '../support/in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'everywhere-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const degraded = `${recordingFolderOf('interface-dead')}/inside.json`;
const connected = `${recordingFolderOf('healthy-two-zones')}/inside.json`;

describe('--fail-on', () => {
  test.each([
    ['analyze', degraded, undefined, 0],
    ['analyze', degraded, 'blocking', 0],
    ['analyze', degraded, 'degrading', 1],
    ['analyze', connected, 'degrading', 0],
    ['render', `${goldenFolderOf('interface-dead')}/report.json`, 'degrading', 1],
    ['render', `${goldenFolderOf('endpoint-group-closed')}/report.json`, undefined, 0],
    ['render', `${goldenFolderOf('endpoint-group-closed')}/report.json`, 'blocking', 1],
  ])('of %s %s --fail-on %s exits with %i', async (command, file, failOn, code) => {
    const options = failOn === undefined ? [] : ['--fail-on', failOn];
    expect((await runInProcess([command, file, ...options])).code).toBe(code);
  });

  test('is kept in the report, and in what is rendered of it', async () => {
    const { stdout } = await runInProcess(['analyze', degraded, '--json', '--fail-on', 'degrading']);
    expect(JSON.parse(stdout).exitCode).toBe(1);
    const file = join(folder, 'report.json');
    writeFileSync(file, stdout);
    const junit = await runInProcess(['render', file, '--format', 'junit']);
    expect(junit).toMatchObject({ code: 0, stdout: expect.stringContaining('<failure type="degrading"') });
  });

  test('takes severities, and says which', async () => {
    const { code, stderr } = await runInProcess(['render', degraded, '--fail-on', 'warning']);
    expect({ code, stderr }).toEqual({
      code: 64,
      stderr: expect.stringContaining('there is no severity "warning"; there are blocking, degrading, advisory, never'),
    });
  });

  test('is in the help of every command that tells a report', async () => {
    for (const command of ['verify', 'inspect', 'analyze', 'render', 'demo'])
      expect((await runInProcess(['help', command])).stdout).toMatch(
        /--fail-on SEVERITY [\s\S]*blocking, degrading, advisory, never/,
      );
  });
});

describe('help and version', () => {
  test.each([['version'], ['--version'], ['-V']])('%s says the version', async (word) => {
    expect(await runInProcess([word])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  test('help COMMAND is COMMAND --help', async () => {
    expect(await runInProcess(['help', 'verify'])).toEqual(await runInProcess(['verify', '--help']));
    expect((await runInProcess(['help', 'nothing'])).code).toBe(64);
  });
});

describe('the profile', () => {
  const io = (env: Record<string, string | undefined>, profileRegion?: string) => ({
    stdout: { write: () => {} },
    stderr: { write: () => {} },
    env,
    profileRegion: async () => profileRegion,
  });

  test.each<[string, { region?: string; profile?: string }, Record<string, string>, string | undefined]>([
    ['the option', { region: 'eu-west-1' }, { AWS_REGION: 'eu-west-2' }, 'eu-west-1'],
    ['AWS_REGION', {}, { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' }, 'eu-west-2'],
    ['AWS_DEFAULT_REGION', {}, { AWS_DEFAULT_REGION: 'eu-west-3' }, 'eu-west-3'],
    ['the profile', {}, {}, 'eu-north-1'],
  ])('the Region is that of %s', async (_, values, env, expected) => {
    expect(await regionIn(values, io(env, 'eu-north-1'))).toBe(expected);
  });

  test('that is named is used, and not the keys of the environment', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'y', PATH: '/bin' };
    await regionIn({ profile: 'on-call' }, io(env));
    expect(env).toEqual({ AWS_PROFILE: 'on-call', PATH: '/bin' });
  });
});

describe('completion', () => {
  test('of bash is a script that bash takes, and completes commands and options', () => {
    const main = new URL('../../lib/cli/main.ts', import.meta.url).pathname;
    const script = `vpce-doctor() { "${process.execPath}" "${main}" "$@"; }
      source <(vpce-doctor completion bash)
      COMP_WORDS=(vpce-doctor ins); COMP_CWORD=1; _vpce_doctor; echo "\${COMPREPLY[*]}"
      COMP_WORDS=(vpce-doctor inspect --end); COMP_CWORD=2; _vpce_doctor; echo "\${COMPREPLY[*]}"
      COMP_WORDS=(vpce-doctor explain dns/pub); COMP_CWORD=2; _vpce_doctor; echo "\${COMPREPLY[*]}"`;
    const env = { ...process.env, NODE_NO_WARNINGS: '1' };
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8', env }).trim().split('\n')).toEqual([
      'inspect',
      '--endpoint-id',
      'dns/public-answer',
    ]);
  });

  test.each(['zsh', 'fish'])('of %s names every command by asking the command', async (shell) => {
    expect((await runInProcess(['completion', shell])).stdout).toContain('vpce-doctor help');
  });

  test.each([[[]], [['tcsh']], [['bash', 'zsh']]])('of %j is wrong use', async (shells) => {
    expect(await runInProcess(['completion', ...shells])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('bash, zsh, fish'),
    });
  });
});

describe('init', () => {
  test('writes the sample once, and overwrites nothing', async () => {
    const file = join(folder, 'vpce-doctor.json');
    expect(await runInProcess(['init', file])).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(SAMPLE_CONFIGURATION);
    writeFileSync(file, 'mine');
    expect(await runInProcess(['init', file])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('is there already'),
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('says what keeps it from writing', async () => {
    expect(await runInProcess(['init', join(folder, 'none', 'x.json')])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('cannot be written (ENOENT)'),
    });
  });
});
