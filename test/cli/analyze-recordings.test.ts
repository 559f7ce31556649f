import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { GOLDEN_SCENARIOS, goldenFolderOf, recordingFolderOf } from '../lab/recordings.ts';
import { analyze, endpoint, folder } from '../support/described-folder.ts';

describe('recorded facts', () => {
  const EXIT_CODES: Readonly<Record<string, number>> = { connected: 0, broken: 1, bypassed: 1, unproven: 2 };

  test.each(GOLDEN_SCENARIOS)('of %s, from both vantages, are judged as one world, in either order', async (name) => {
    const [inside, outside] = ['inside.json', 'outside.json'].map((file) => join(recordingFolderOf(name), file));
    const facts = name.length % 2 === 0 ? [inside, outside] : [outside, inside];
    const recorded = JSON.parse(readFileSync(join(goldenFolderOf(name), 'report.json'), 'utf8'));
    const { code, stdout, stderr } = await analyze(...(facts as string[]), '--format', 'json');
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ schema: 2, verdict: recorded.verdict, rootCause: recorded.rootCause });
    expect(report.kind).toBe('offline');
    expect({ code, stderr }).toEqual({ code: EXIT_CODES[recorded.verdict], stderr: '' });
  });

  test('of one vantage alone are judged for what it saw, as text by default', async () => {
    const inside = await analyze(join(recordingFolderOf('endpoint-group-closed'), 'inside.json'));
    expect(inside.code).toBe(1);
    expect(inside.stdout).toContain('✗ broken: Connections to port 443 are never answered (path/packets-dropped)');
    const outside = await analyze(join(recordingFolderOf('endpoint-group-closed'), 'outside.json'));
    expect(outside.code).toBe(1);
    expect(outside.stdout).toContain('(sg/endpoint-ingress-missing)');
    const healthy = await analyze(join(recordingFolderOf('healthy-two-zones'), 'outside.json'));
    expect(healthy.code).toBe(0);
    expect(healthy.stdout).toContain('By configuration every path to the endpoint is open. No packet was sent');
  });

  test('twice the same are one run', async () => {
    const inside = join(recordingFolderOf('healthy-two-zones'), 'inside.json');
    const { code, stdout } = await analyze(inside, inside, '--format', 'json');
    expect({ code, runs: JSON.parse(stdout).runs.length }).toEqual({ code: 0, runs: 1 });
  });

  test('of two places are two runs, and the worst of them is what both amount to', async () => {
    const [healthy, broken] = ['healthy-two-zones', 'endpoint-group-closed'].map((name) =>
      readFileSync(join(recordingFolderOf(name), 'inside.json'), 'utf8'),
    ) as [string, string];
    const elsewhere = join(folder, 'elsewhere.json');
    writeFileSync(elsewhere, healthy.replaceAll(/subnet-06666386a26df62fe/g, 'subnet-0bbbbbbbbbbbbbbbb'));
    const file = join(folder, 'broken.json');
    writeFileSync(file, broken);
    const { code, stdout } = await analyze(elsewhere, file, '--format', 'json');
    const report = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(report).toMatchObject({ verdict: 'broken', rootCause: 'path/packets-dropped' });
    expect(report.because).toMatch(/^In 1 of 2 runs: /);
    expect(report.runs.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['broken', 'connected']);
    expect(report.causes[0].runs).toEqual([0]);
    expect(new Set(report.paths.map(({ id }: { id: string }) => id)).size).toBe(report.paths.length);
  });

  test('are written as one, where that is asked for, and judged the same again', async () => {
    const files = ['inside.json', 'outside.json'].map((file) => join(recordingFolderOf('endpoint-group-closed'), file));
    const both = join(folder, 'both.json');
    const first = await analyze(...files, '--format', 'json', '--record', both);
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 1, stderr: '' });
    expect((await analyze(both, '--format', 'json')).stdout).toBe(first.stdout);
    const anonymous = join(folder, 'anonymous.json');
    await analyze(...files, '--record', anonymous, '--anonymous');
    const again = JSON.parse((await analyze(anonymous, '--format', 'json')).stdout);
    expect(again).toMatchObject({ verdict: 'broken', rootCause: 'sg/endpoint-ingress-missing' });
    expect(JSON.stringify(again)).not.toContain('sg-0d66e45673a511884');
  });
});

test.each<[readonly string[], RegExp]>([
  [['--from', 'eni-nonsense', '--to', 'nowhere', '--port', '99999'], /--from, --to, --port: only for conf/],
  [['--function', 'orders'], /--function: a recording says itself/],
  [['--subnet', 'subnet-1', '--security-group', 'sg-1'], /--subnet, --security-group: a recording says itself/],
  [['--endpoint-id', endpoint, '--secret-id', 'prod/db'], /--endpoint-id, --secret-id: a recording says itself/],
  [['--client', 'linux'], /--client: a recording says itself/],
  [['--region', 'eu-west-2'], /--region: a recording says itself/],
])('recorded facts say themselves whose path they are about, and take no %j', async (options, says) => {
  const { code, stdout, stderr } = await analyze(`${recordingFolderOf('healthy-two-zones')}/inside.json`, ...options);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toMatch(says);
});
