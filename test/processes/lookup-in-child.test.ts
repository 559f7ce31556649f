import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lookupInChild } from '../../lib/gather/probes/lookup-in-child.ts';
import { patient, steeredWaits } from '../support/waits.ts';

describe("the system's own lookup, by a process", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lookup-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** A stand-in for Node that answers as its child would, or never. */
  const nodeThat = (name: string, script: string): string => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  };

  test('reads the hosts file, as every program does', async () => {
    const { outcome, addresses } = await lookupInChild('localhost', patient);
    expect(outcome).toBe('answered');
    expect(addresses.some((address) => address === '127.0.0.1' || address === '::1')).toBe(true);
  });

  test.each([
    ['{"code":"ENOTFOUND","errno":-3008}', 'name-not-found', 'ENOTFOUND'],
    ['{"code":"ENOTFOUND","errno":-3007}', 'no-address', 'ENODATA'],
    ['{"code":"EAI_AGAIN","errno":-3001}', 'server-failed', 'EAI_AGAIN'],
    ['', 'failed', null],
  ])('%s means %s', async (said, outcome, code) => {
    const node = nodeThat(`says-${outcome}`, `printf '%s' '${said}'`);
    expect(await lookupInChild('example', patient, node)).toMatchObject({ outcome, code, addresses: [] });
  });

  test('a lookup that never returns is silent from when it asked, and its process is killed', async () => {
    const { waits, when, end } = steeredWaits();
    const looking = lookupInChild('example', waits, nodeThat('hangs', "printf '?'; exec sleep 60"));
    await when('dns', 'answered');
    end('dns', 'silent');
    expect(await looking).toMatchObject({ outcome: 'silent', code: 'ETIMEOUT' });
  });

  test('a process that never came to ask shows nothing of the resolver', async () => {
    const { waits, end } = steeredWaits();
    const looking = lookupInChild('example', waits, nodeThat('stuck', 'exec sleep 60'));
    end('dns', 'silent');
    expect(await looking).toMatchObject({ outcome: 'unfinished', code: 'ETIMEOUT' });
  });

  test('a child that cannot be started is an outcome', async () => {
    expect(await lookupInChild('example', patient, join(folder, 'missing'))).toMatchObject({
      outcome: 'failed',
      code: 'ENOENT',
    });
  });

  test('a lost packet is asked for again in time, beside whatever this host sets', async () => {
    process.env.RES_OPTIONS = 'ndots:1';
    const node = nodeThat('options', `printf '{"code":"%s"}' "$RES_OPTIONS"`);
    expect((await lookupInChild('example', patient, node)).code).toBe('ndots:1 timeout:2 attempts:5');
    delete process.env.RES_OPTIONS;
  });

  test('the child is given no credentials', async () => {
    process.env.AWS_SECRET_ACCESS_KEY = 'not-for-children';
    const node = nodeThat('tells', `printf '{"code":"%s"}' "\${AWS_SECRET_ACCESS_KEY:-none}"`);
    expect((await lookupInChild('example', patient, node)).code).toBe('none');
    delete process.env.AWS_SECRET_ACCESS_KEY;
  });

  test('a child whose parent is killed ends too, although its lookup never does', async () => {
    const pidFile = join(folder, 'pid');
    const stuck = `import dns from 'node:dns'; dns.lookup = () => {}; setInterval(() => {}, 1000);`;
    const node = nodeThat(
      'stuck-for-ever',
      `echo $$ > ${pidFile}\nexec ${process.execPath} --import 'data:text/javascript,${encodeURIComponent(stuck).replaceAll("'", '%27')}' "$@"`,
    );
    const module = new URL('../../lib/gather/probes/lookup-in-child.ts', import.meta.url);
    const script = `import { lookupInChild } from '${module}'; lookupInChild('x', { start: () => () => {} }, '${node}'); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await sleep(20);
    const child = Number(readFileSync(pidFile, 'utf8'));
    expect(isRunning(child)).toBe(true);
    parent.kill('SIGKILL');
    // What never ends is caught by the test's own limit.
    while (isRunning(child)) await sleep(20);
  });
});

function isRunning(pid: number): boolean {
  try {
    // Whoever was killed and is not waited for yet is a zombie.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
