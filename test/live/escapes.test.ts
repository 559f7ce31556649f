import { expect, test } from '@jest/globals';
import { findScenario, runScenario } from '../lab/lab.ts';
import { worldOf } from '../lab/scenario.ts';
import type { World } from '../lab/world.ts';
import { describeLab } from '../support/describe-lab.ts';

/** What a shell, `ip`, `nft`, a path or a format might make something of. */
const HOSTILE = [
  '; touch /tmp/escaped',
  '$(touch /tmp/escaped)',
  '\nnetns add escaped\n',
  '../../../tmp/escaped',
  '"; flush ruleset; #',
  'a\u0000b',
] as const;

/** Each place of a world that holds a text, as a scenario names it; lists are set whole. */
function placesOf(value: unknown, path: string): readonly string[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => placesOf(one, path ? `${path}.${key}` : key));
}

const healthy = await findScenario('healthy-hub');
const places = placesOf(worldOf(healthy, 1), '');

/** The world with something hostile at a place; the refusal where there is none. */
function worldWith(set: Readonly<Record<string, unknown>>): World | Error {
  try {
    return worldOf({ ...healthy, set: { ...healthy.set, ...set } }, 1);
  } catch (error) {
    return error as Error;
  }
}

test('every place that a command line, a path or a rule is made of refuses what is none of its kind, in one sentence', () => {
  const tried = places.flatMap((place) => HOSTILE.map((text) => ({ place, text })));
  expect(tried.length).toBeGreaterThan(80);
  const bugs = tried.flatMap(({ place, text }) => {
    const world = worldWith({ [place]: text });
    const isRefused = world instanceof Error && world.name === 'UsageError';
    return isRefused || !(world instanceof Error) ? [] : [`${place}: ${world.stack}`];
  });
  expect(bugs).toEqual([]);
  // What is taken is text that the lab's own servers say, and nothing that it runs.
  const taken = new Set(
    tried.filter(({ place, text }) => !(worldWith({ [place]: text }) instanceof Error)).map(({ place }) => place),
  );
  const SAID =
    /^(Secrets|SecretIds|Credentials|Operator|Role|KmsKey|MetadataToken|VpcEndpoint)\b|\.(AvailabilityZone|AvailabilityZoneId|GroupName)$/;
  expect([...taken].filter((place) => !SAID.test(place))).toEqual([]);
});

/** What a program in the sandbox tries, and what became of it. */
const TRY = `
const { mkdirSync, openSync, readFileSync, writeFileSync } = require('node:fs');
const tries = {
  'the host\\'s settings': () => writeFileSync('/proc/sys/kernel/core_pattern', 'core'),
  'libraries of the host': () => writeFileSync('/usr/lib/escaped', ''),
  'the program of the host': () => openSync('/var/lang/bin/node', 'r+'),
  'its own root': () => writeFileSync('/escaped', ''),
  'the lab\\'s files': () => writeFileSync('/var/task/escaped', ''),
  'another root': () => { mkdirSync('/tmp/x'); process.chroot?.('/tmp/x'); throw Object.assign(new Error(), { code: 'ENOSYS' }); },
};
const worked = Object.entries(tries).flatMap(([what, attempt]) => { try { attempt(); return [what]; } catch { return []; } });
const capabilities = /CapEff:\\s*(\\w+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
process.stdout.write(JSON.stringify({ worked, capabilities, marked: process.env.MARK ?? null }));
`;

describeLab('a scenario in its sandbox', () => {
  test('has no capability, and writes nothing of the host', async () => {
    const { stdout, stderr } = await runScenario(healthy, { seed: 1, enforceFilters: true, args: () => ['-e', TRY] });
    expect(stderr).toBe('');
    const { worked, capabilities } = JSON.parse(stdout);
    // Without root the program's owner is the user; what is theirs stays theirs, and nothing more.
    const own = process.getuid?.() === 0 ? [] : ['the program of the host', 'its own root', "the lab's files"];
    expect(worked.filter((what: string) => !own.includes(what))).toEqual([]);
    expect(capabilities).toMatch(/^0+$/);
  });

  test('sets variables of its own program, and of no other', async () => {
    const script = `process.stdout.write(JSON.stringify({ mark: process.env.MARK, options: process.env.NODE_OPTIONS, path: process.env.PATH }))`;
    const Environment = { MARK: 'inside', NODE_OPTIONS: '--no-warnings', PATH: '/nowhere', LD_PRELOAD: '' };
    const scenario = { ...healthy, set: { ...healthy.set, Environment } };
    const { stdout } = await runScenario(scenario, { seed: 1, enforceFilters: true, args: () => ['-e', script] });
    expect(JSON.parse(stdout)).toEqual({ mark: 'inside', options: '--no-warnings', path: '/nowhere' });
  });
});
