import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { describeLab } from '../../support/describe-lab.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const bench = (args: readonly string[]) =>
  new Promise<string>((resolve, reject) => {
    execFile('npm', ['run', '-s', 'bench', '--', ...args], { cwd: ROOT }, (error, out) =>
      error ? reject(error) : resolve(out),
    );
  });

/** That it measures, and not what: times are the machine's. */
describeLab('npm run bench', () => {
  test('measures each thing, and holds each target against what it measured', async () => {
    const { machine, rows, targets } = JSON.parse(await bench(['--json', '--rounds', '1', '--sizes', '1769']));
    expect(machine).toMatchObject({ processors: expect.any(Number), node: process.version });
    for (const { what, values } of rows) {
      expect([what, values.length > 0 && values.every((value: number) => value > 0)]).toEqual([what, true]);
    }
    const names = rows.map(({ what }: { what: string }) => what);
    expect(names).toEqual(
      expect.arrayContaining(['bare cold', 'bare warm', 'schedule warm', 'report cold', 'tls-silent']),
    );
    expect(targets.length).toBeGreaterThanOrEqual(12);
    for (const { value, target, met } of targets) expect(met).toBe(value <= target);
  });
});
