import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordingFolderOf } from '../../lab/recordings.ts';
import { RUNTIMES } from '../../real/installed.ts';
import { describeLab } from '../../support/describe-lab.ts';
import { type Ended, runFile } from '../../support/run-command.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MOST_BYTES = 3_000_000;

/** The Nodes that the package is for: one of them is the one that runs the project, the other comes with .ci/real-hosts. */
const NODES = RUNTIMES.map(({ identifier, node }) => ({ name: identifier.slice(0, -'.x'.length), node })).filter(
  ({ node }) => existsSync(node),
);

describeLab('the npm package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'npm-package-'));
  const tarball = join(ROOT, 'dist/vpce-doctor-0.1.0.tgz');
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(() => {
    execFileSync('npm', ['run', '-s', 'pack'], { cwd: ROOT });
  }, 120_000);

  test('is small, and holds the licences of what it was built from', () => {
    expect(statSync(tarball).size).toBeLessThan(MOST_BYTES);
    const notices = readFileSync(join(ROOT, 'dist/npm/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['@aws-sdk/client-ec2', '@middy/core', 'valibot', 'dns-packet'])
      expect(notices).toContain(`${name} `);
    expect(notices).toContain('Apache License');
  });

  test("so does the function's zip", () => {
    const notices = readFileSync(join(ROOT, 'dist/lambda/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['@aws-sdk/client-secrets-manager', '@aws-lambda-powertools/logger'])
      expect(notices).toContain(`${name} `);
    expect(notices).not.toContain('dns-packet');
  });

  describe.each(NODES)('installed without network, on $name', ({ name, node }) => {
    const home = join(folder, name);
    const command = join(home, 'node_modules/vpce-doctor/dist/cli/vpce-doctor.mjs');
    const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
      new Promise((resolve) => {
        execFile(node, [command, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
        );
      });

    beforeAll(() => {
      const path = [dirname(node), process.env.PATH].join(delimiter);
      mkdirSync(home);
      const install = ['npm', 'install', '--offline', '--no-audit', '--no-fund', tarball];
      // What npm tells the scripts that it runs speaks of this project, and not of an empty folder.
      const own = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_') && name !== 'INIT_CWD');
      // A network of its own, with nothing in it; whoever is not root needs a user namespace for that.
      const isRoot = process.getuid?.() === 0;
      execFileSync('unshare', [...(isRoot ? [] : ['--user', '--map-root-user']), '--net', ...install], {
        cwd: home,
        env: { ...Object.fromEntries(own), PATH: path },
      });
    }, 120_000);

    test('runs every command', async () => {
      expect(await run(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n' });
      expect((await run(['--help'])).code).toBe(0);
      expect((await run(['explain', 'dns/slow'])).stdout).toMatch(/^# A DNS resolver is slow/);
      expect(JSON.parse((await run(['schema', 'report'])).stdout)).toMatchObject({ $id: 'vpce-doctor/report/2' });
      const [inside, outside] = ['inside', 'outside'].map(
        (one) => `${recordingFolderOf('endpoint-group-closed')}/${one}.json`,
      );
      const analyzed = await run(['analyze', inside ?? '', outside ?? '', '--format', 'json']);
      expect(JSON.parse(analyzed.stdout).rootCause).toBe('sg/endpoint-ingress-missing');
      const report = join(ROOT, 'test/cases/public-answer-nat/report.json');
      expect(await run(['render', report, '--format', 'short', '--fail-on', 'blocking'])).toMatchObject({ code: 1 });
      for (const asks of ['verify', 'inspect'])
        expect(await run([asks], { AWS_REGION: '' })).toMatchObject({ code: 64 });
    });

    test('builds the simulated VPC', async () => {
      const { code, stdout, stderr } = await run(['demo', 'acl-client-reply', '--format', 'json']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('the diagnosis is right') });
      expect(JSON.parse(stdout)).toMatchObject({
        kind: 'live',
        rootCause: 'nacl/client-ingress-ephemeral',
      });
    });

    test('and replays a recording where none can be built', async () => {
      const bare = join(home, 'bare');
      mkdirSync(bare);
      symlinkSync(node, join(bare, 'node'));
      const { code, stdout } = await run(['demo', '--format', 'json'], { PATH: bare });
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ kind: 'replayed', verdict: 'connected' });
    });
  });
});

test('the Node that Lambda has beside ours was tried too, where .ci/real-hosts brought it', async () => {
  expect(NODES.length).toBeGreaterThanOrEqual(process.env.LAB_REQUIRED === '1' ? 2 : 1);
  expect((await runFile(join(ROOT, 'lib/cli/main.ts'), ['--version'])).code).toBe(0);
});
