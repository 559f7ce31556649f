import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Report } from '../../lib/model/report.ts';
import { VARIABLES } from '../../lib/model/verifier-environment.ts';
import { endpointFactsOf, findScenario, type LabRun, runScenario } from '../lab/lab.ts';
import type { World } from '../lab/world.ts';
import { describeLab } from '../support/describe-lab.ts';
import { runInProcess } from '../support/in-process.ts';
import { leaksIn, secretsOf } from '../support/leaks.ts';

const TIMEOUT_MS = 120_000;

const reportIn = (run: LabRun): Report => JSON.parse(run.response ?? run.stdout) as Report;

const run = async (name: string, more: Partial<Parameters<typeof runScenario>[1]> = {}) =>
  runScenario(await findScenario(name), { seed: 7, enforceFilters: true, ...more });

const verifyOnHost = (secretId: string, options: readonly string[]) => [
  '/var/cli/vpce-doctor.mjs',
  'verify',
  '--secret-id',
  secretId,
  ...options,
];

describeLab('what must hold in the simulated VPC', () => {
  test(
    'one dead interface of two: connected, with a degrading problem that names zone and interface',
    async () => {
      const result = await run('interface-dead');
      const { verdict, causes } = reportIn(result);
      const dead = result.world.NetworkInterfaces.b;
      expect(verdict).toBe('connected');
      expect(causes).toMatchObject([
        { code: 'path/interface-silent', severity: 'degrading', resources: [dead?.NetworkInterfaceId] },
      ]);
      expect(causes[0]?.summary).toContain(dead?.AvailabilityZone);
      expect(causes[0]?.summary).toContain(dead?.PrivateIpAddress);
    },
    TIMEOUT_MS,
  );

  test(
    'dropped packets with unseen rules: the symptom, with ranked candidates and what would decide',
    async () => {
      const { causes, rootCause } = reportIn(await run('endpoint-group-closed'));
      expect(rootCause).toBe('path/packets-dropped');
      expect(causes[0]?.candidates?.length).toBeGreaterThan(1);
      expect(JSON.stringify(causes[0]?.looks)).toContain('ec2:DescribeSecurityGroups');
    },
    TIMEOUT_MS,
  );

  test(
    'the way over the internet: bypassed although the value was read',
    async () => {
      const report = reportIn(await run('public-answer-nat'));
      expect(report).toMatchObject({
        verdict: 'bypassed',
        runs: [{ proof: null, coverage: { secret: 'read' } }],
      });
      expect(report.causes[0]?.accountsFor.map((one) => one.code)).toContain('path/public-via-nat');
    },
    TIMEOUT_MS,
  );

  test(
    'an explanation does not swallow a second fault on another path',
    async () => {
      const { causes } = reportIn(await run('public-answer-endpoint-closed'));
      expect(causes.map((cause) => cause.code)).toEqual(['dns/private-dns-off', 'sg/endpoint-ingress-missing']);
    },
    TIMEOUT_MS,
  );

  test(
    'the lab works in a user namespace as it does as root',
    async () => {
      const result = await run('interface-dead', { asRoot: false });
      expect(reportIn(result)).toMatchObject({ verdict: 'connected', rootCause: 'path/interface-silent' });
      expect(result.drops?.['eni-b.dead']).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  test(
    'without filters the packets still flow, and nothing claims to have been dropped',
    async () => {
      const result = await run('healthy-two-zones', { enforceFilters: false });
      expect(reportIn(result).verdict).toBe('connected');
      expect(result.drops).toBeNull();
    },
    TIMEOUT_MS,
  );

  test(
    'the command on a host says the same as the function, with the workload judged instead of the verifier',
    async () => {
      const healthy = await run('healthy-two-zones', {
        args: (world) =>
          verifyOnHost(world.SecretIds.workload, ['--endpoint', endpointFactsOf(world), '--format', 'json']),
      });
      expect(healthy.exitCode).toBe(0);
      expect(reportIn(healthy)).toMatchObject({
        verdict: 'connected',
        runs: [{ target: { identity: 'workload', canary: false } }],
      });
      const denied = await run('role-lacks-permission', {
        args: (world) =>
          verifyOnHost(world.SecretIds.workload, ['--endpoint', endpointFactsOf(world), '--format', 'json']),
      });
      expect(denied.exitCode).toBe(1);
      expect(reportIn(denied)).toMatchObject({ verdict: 'broken', rootCause: 'iam/identity-implicit' });
      expect(leaksIn(denied.stdout + denied.stderr, secretsOf(denied.world))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'without knowing the endpoint, a secret that was read proves nothing about the path',
    async () => {
      const result = await run('healthy-two-zones', {
        args: (world) => verifyOnHost(world.SecretIds.workload, ['--format', 'json']),
      });
      expect(result.exitCode).toBe(2);
      expect(reportIn(result)).toMatchObject({
        verdict: 'unproven',
        rootCause: null,
        runs: [{ coverage: { secret: 'read' } }],
      });
    },
    TIMEOUT_MS,
  );

  test(
    'a getaddrinfo that never returns holds up neither the report nor the exit',
    async () => {
      const result = await run('resolver-tcp-dead', {
        args: (world) =>
          verifyOnHost(world.SecretIds.workload, ['--endpoint', endpointFactsOf(world), '--format', 'json']),
      });
      expect({ error: result.error, exitCode: result.exitCode }).toEqual({ error: null, exitCode: 1 });
      expect(reportIn(result).rootCause).toBe('dns/resolver-silent');
    },
    TIMEOUT_MS,
  );

  /** As a pod of EKS runs the command: its service account has a role, and STS gives the credentials. */
  const verifyInPod = (world: World) => {
    const command = verifyOnHost(world.SecretIds.workload, ['--endpoint', endpointFactsOf(world), '--format', 'json']);
    const variables = {
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_SESSION_TOKEN: '',
      AWS_ROLE_ARN: `arn:aws:iam::${world.AccountId}:role/${world.Role.RoleName}`,
      AWS_WEB_IDENTITY_TOKEN_FILE: '/tmp/token',
    };
    const script = `
      (await import('node:fs')).writeFileSync('/tmp/token', 'header.payload.signature');
      Object.assign(process.env, ${JSON.stringify(variables)});
      process.argv = ['node', ...${JSON.stringify(command)}];
      await import('/var/cli/vpce-doctor.mjs');`;
    return ['--input-type=module', '-e', script];
  };

  test(
    'credentials from STS are asked of STS: a healthy workload of EKS is connected',
    async () => {
      const result = await run('healthy-apis', { args: verifyInPod });
      expect(reportIn(result)).toMatchObject({ verdict: 'connected', rootCause: null });
      expect(leaksIn(result.stdout + result.stderr, secretsOf(result.world))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'where STS cannot be reached, it is the credentials that did not come, and nothing is said of TLS',
    async () => {
      const report = reportIn(await run('healthy-two-zones', { args: verifyInPod }));
      expect(report.rootCause).toBe('credentials/sts-unreachable');
      expect(JSON.stringify(report.causes)).toContain("doesn't answer");
      expect(JSON.stringify(report)).not.toContain('ALTNAME');
    },
    TIMEOUT_MS,
  );

  test(
    'a function that refuses what a scenario gives it is no bug of the demo: one sentence, exit 64',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'refused-'));
      const file = join(folder, 'refused.json');
      const { name: _, ...healthy } = await findScenario('healthy-one-zone');
      writeFileSync(file, JSON.stringify({ ...healthy, set: { [`Environment.${VARIABLES.probeTimeoutMs}`]: 'soon' } }));
      const { code, stdout, stderr } = await runInProcess(['demo', file]);
      rmSync(folder, { recursive: true });
      expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
      expect(stderr).toMatch(`the function refuses what the scenario gives it: ${VARIABLES.probeTimeoutMs} takes`);
    },
    TIMEOUT_MS,
  );
});
