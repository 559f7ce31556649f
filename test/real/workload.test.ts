import { beforeAll, expect, test } from '@jest/globals';
import { findScenario, runScenario } from '../lab/lab.ts';
import { runPool } from '../lab/pool.ts';
import type { World } from '../lab/world.ts';
import { describeLab } from '../support/describe-lab.ts';
import type { Ended } from './aws-cli.ts';
import { AWS_CLI, AWS_CLI_LACKS } from './installed.ts';

const AT_ONCE = 2;
const SEED = 5;

const READ = ['secretsmanager', 'get-secret-value', '--query', 'VersionId', '--output', 'text'];

/** Runs in the client: starts the CLI, which trusts what Node trusts there, and says how it ended. */
const RUN_CLI = `
const { status: code, stdout, stderr } = require('node:child_process').spawnSync('${AWS_CLI}', process.argv.slice(1), {
  encoding: 'utf8',
  env: { ...process.env, HOME: '/tmp', AWS_CA_BUNDLE: '/var/runtime/root.pem', AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1' },
});
process.stdout.write(JSON.stringify({ code, stdout, stderr }));
`;

const REFUSED = 254;
const NOT_REACHED = 255;

/** How a workload fares, by the scenario: how its CLI ends, and what it says. */
const FARES: Readonly<Record<string, readonly [code: number, says: RegExp]>> = {
  'healthy-two-zones': [0, /^$/],
  'healthy-hub': [0, /^$/],
  'public-answer-nat': [0, /^$/],
  'endpoint-group-closed': [NOT_REACHED, /Connect timeout on endpoint URL/],
  'acl-client-reply': [NOT_REACHED, /Connect timeout on endpoint URL/],
  // The last word is that of the public IPv6 address, to which no route leads.
  'private-dns-off': [NOT_REACHED, /Could not connect to the endpoint URL/],
  'name-not-found': [NOT_REACHED, /Could not connect to the endpoint URL/],
  'interfaces-refuse': [NOT_REACHED, /Could not connect to the endpoint URL/],
  'tls-intercepted': [NOT_REACHED, /SSL validation failed .*self.signed certificate in certificate chain/],
  'tls-expired': [NOT_REACHED, /SSL validation failed .*certificate has expired/],
  'endpoint-policy-denies': [REFUSED, /AccessDeniedException.* explicit deny in a VPC endpoint policy/],
  'secret-absent': [REFUSED, /ResourceNotFoundException/],
};

describeLab(
  'a workload that is not ours, the AWS CLI in the client of the simulated VPC',
  () => {
    let runs: Awaited<ReturnType<typeof runPool<{ readonly world: World; readonly cli: Ended }>>>;

    const fare = async (name: string) => {
      const scenario = await findScenario(name);
      const secret = ({ SecretIds }: World) => SecretIds[scenario.asks];
      const { world, stdout, stderr } = await runScenario(scenario, {
        seed: SEED,
        enforceFilters: true,
        timeoutMs: 30_000,
        tools: [AWS_CLI, '/usr/bin/python3'],
        args: (one) => ['-e', RUN_CLI, '--', ...READ, '--secret-id', secret(one), '--cli-connect-timeout', '2'],
      });
      if (stdout === '') throw new Error(`the CLI was not run: ${stderr}`);
      return { world, cli: JSON.parse(stdout) as Ended };
    };

    beforeAll(async () => {
      runs = await runPool(new Map(Object.keys(FARES).map((name) => [name, () => fare(name)])), AT_ONCE);
    }, 180_000);

    test.each(Object.entries(FARES))('%s: fares as it should there', (name, [code, says]) => {
      const result = runs.get(name);
      if (result?.status !== 'fulfilled') throw result?.reason;
      const { world, cli } = result.value;
      expect(cli).toMatchObject({ code, stderr: expect.stringMatching(says) });
      if (code === 0) expect(cli.stdout.trim()).toBe(world.Secrets.canary?.VersionId);
    });
  },
  AWS_CLI_LACKS,
);
