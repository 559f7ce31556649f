import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { findScenario, runScenario } from '../lab/lab.ts';
import { describeLab } from '../support/describe-lab.ts';

const TIMEOUT_MS = 120_000;
const MAIN = fileURLToPath(new URL('../../lib/cli/main.ts', import.meta.url));

/** Runs in the client: says which files and processes it can see, and which of them speak of the scenario. */
const LOOK_AROUND = `
const { readdirSync, readFileSync, statSync } = require('node:fs');
const files = [], telling = [];
const words = ['endpoint-group-closed', 'injects', 'rootCause'];
const skip = new Set(['/lib', '/lib64', '/usr', '/dev', '/var/lang', '/var/task', '/var/cli', '/proc']);
const look = (file) => {
  try {
    if (words.some((word) => readFileSync(file, 'utf8').includes(word))) telling.push(file);
  } catch {}
};
const walk = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = (folder === '/' ? '' : folder) + '/' + entry.name;
    if (skip.has(path)) continue;
    if (entry.isDirectory()) walk(path);
    else { files.push(path); look(path); }
  }
};
walk('/');
const processes = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
for (const id of processes) if (id !== String(process.pid)) for (const what of ['cmdline', 'environ', 'mounts']) look('/proc/' + id + '/' + what);
for (const what of ['environ', 'mountinfo']) look('/proc/self/' + what);
process.stdout.write(JSON.stringify({ files, telling, processes: processes.length, environment: Object.keys(process.env) }));
`;

describeLab('the lab and its surroundings', () => {
  test(
    'nothing in the client tells which scenario is running',
    async () => {
      const scenario = await findScenario('endpoint-group-closed');
      const { stdout, stderr } = await runScenario(scenario, {
        seed: 3,
        enforceFilters: true,
        args: () => ['-e', LOOK_AROUND],
      });
      expect(stderr).toBe('');
      const seen = JSON.parse(stdout) as {
        files: string[];
        telling: string[];
        processes: number;
        environment: string[];
      };
      expect(seen.files).toContain('/etc/resolv.conf');
      expect(seen.files.filter((file) => !file.startsWith('/etc/') && !file.startsWith('/var/runtime/'))).toEqual([]);
      expect(seen.telling).toEqual([]);
      expect(seen.processes).toBe(1);
      expect(seen.environment.filter((name) => /SCENARIO|LAB|JEST|HOME|USER/.test(name))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test.each([
    ['leaves no process behind', false],
    ['leaves none behind either where nothing in it runs any more', true],
  ])(
    'a lab whose starter is killed %s',
    async (_, stopped) => {
      const demo = spawn(process.execPath, [MAIN, 'demo', 'endpoint-group-closed', '--seed', '4'], { stdio: 'ignore' });
      await waitUntil(() => familyOf(demo.pid ?? 0).length >= 4);
      const family = familyOf(demo.pid ?? 0);
      if (stopped) for (const { pid } of family) process.kill(pid, 'SIGSTOP');
      demo.kill('SIGKILL');
      await waitUntil(() => !family.some(isRunning));
      expect(family.filter(isRunning)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

interface Running {
  readonly pid: number;
  /** Start time in clock ticks: tells a process from a later one with the same number. */
  readonly started: string;
}

/** All processes that descend from one, itself left out. */
function familyOf(ancestor: number): readonly Running[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? []);
  const childrenOf = (parent: number): readonly Running[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...childrenOf(one.pid)]);
  return childrenOf(ancestor);
}

function statOf(pid: number): (Running & { readonly parent: number }) | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(fields[1]), started: fields[19] ?? '' };
  } catch {
    return null;
  }
}

const isRunning = ({ pid, started }: Running): boolean => statOf(pid)?.started === started;

async function waitUntil(condition: () => boolean): Promise<void> {
  // A test that waits for ever is caught by its own limit.
  while (!condition()) await setTimeout(50);
}
