import { spawnSync } from 'node:child_process';
import dns from 'node:dns';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, jest, test } from '@jest/globals';
import { synthesize, templateOf } from '../../infra/synthesize.ts';
import { configurationFor, given } from './deployment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vpce-doctor-test-'));

/** Runs the entry in a process of its own, without credentials, home or anything else that an account needs. */
const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, ['infra/app.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, CDK_OUTDIR: folder, ...env },
  });

describe('a synth', () => {
  test('writes the same template again, in another process too', () => {
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify(given(2)));
    const first = templateOf(configurationFor(2));
    const { status, stderr } = run(['-c', `config=${config}`]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const written = readFileSync(join(folder, 'VpceDoctor-myapp-production.template.json'), 'utf8');
    expect(JSON.parse(written)).toEqual(first);
  }, 60_000);

  test('connects nowhere and asks for no name', () => {
    const connect = jest.spyOn(Socket.prototype, 'connect');
    const lookup = jest.spyOn(dns, 'lookup');
    templateOf(configurationFor(1));
    expect(connect).not.toHaveBeenCalled();
    expect(lookup).not.toHaveBeenCalled();
  });

  test('is of a stack with the name, the place and the protection that are configured', () => {
    const place = { account: '111122223333', region: 'cn-north-1' };
    const configuration = configurationFor(1, { stackName: 'hub', terminationProtection: true, ...place });
    const [stack] = synthesize(configuration).stacks;
    expect(stack).toMatchObject({ stackName: 'hub', terminationProtection: true, environment: place });
    expect(synthesize(configurationFor(1)).stacks).toMatchObject([{ stackName: 'VpceDoctor-myapp-production' }]);
  });

  test("hands on the CDK's own context, such as another bootstrap", () => {
    const context = { '@aws-cdk/core:bootstrapQualifier': 'other1234' };
    const { template } = synthesize(configurationFor(1), undefined, context).stacks[0] as { template: unknown };
    expect(JSON.stringify(template)).toContain('cdk-other1234-assets');
  });

  test("takes the context of CDK's command line", () => {
    const context = { env: 'dev', projectId: 'myapp', subnetIds: '["private"]' };
    const { status, stderr } = run([], { CDK_CONTEXT_JSON: JSON.stringify(context) });
    expect(status).toBe(64);
    expect(stderr).toBe('vpce-doctor: the context: at "subnetIds.0": isn\'t an id such as subnet-0a1b2c3d\n');
  }, 60_000);

  test("refuses a key that isn't known, also of the CDK's command line, which puts its own beside", () => {
    const own = {
      'aws:cdk:version-reporting': true,
      '@aws-cdk/core:x': true,
      'vpc-provider:account=1': {},
      'acknowledged-issue-numbers': [1],
    };
    const asked = (more: object) =>
      run([], { CDK_CONTEXT_JSON: JSON.stringify({ ...own, projectId: 'myapp', ...more }) });
    expect(asked({ env: 'dev' })).toMatchObject({ status: 0, stderr: '' });
    const slip = asked({ env: 'dev', chekEveryMinutes: '1' });
    expect(slip).toMatchObject({
      status: 64,
      stderr: expect.stringContaining("-c chekEveryMinutes isn't a known key"),
    });
  }, 60_000);

  test.each([
    [['-c', 'env'], '-c takes KEY=VALUE, not "env"'],
    [['--profile', 'x'], 'accepted: -c KEY=VALUE'],
    [['-c', 'chekEveryMinutes=1'], "-c chekEveryMinutes isn't a known key; the keys are config, env"],
  ])(
    'refuses %j in one sentence',
    (args, says) => {
      const { status, stderr } = run(args);
      expect(status).toBe(64);
      expect(stderr).toContain(says);
      expect(stderr).toMatch(/^vpce-doctor: [^\n]+\n$/);
    },
    60_000,
  );
});
