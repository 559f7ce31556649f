import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { exitCodeOf } from '../../../lib/report/exit-code.ts';
import { reportOf } from '../../../lib/report/report.ts';
import { findScenario, type Scenario } from '../../lab/lab.ts';
import { describeLab } from '../../support/describe-lab.ts';
import { runLive } from '../judge-live.ts';

const TIMEOUT_MS = 300_000;
const SEED = 2026;

const GATHERERS = new URL('../../../lib/gather/reads/', import.meta.url);

/** Every permission that a reader of the configuration asks for. */
const permissions = (
  await Promise.all(
    readdirSync(GATHERERS).map(async (file) => {
      const { actions = [] } = (await import(new URL(file, GATHERERS).href)) as { actions?: readonly string[] };
      return actions;
    }),
  )
).flat();

/** Nothing in this world needs them: its rules name no prefix list, its secret is under the AWS managed key, and its function on no capacity provider. */
const NOT_ASKED = ['ec2:GetManagedPrefixListEntries', 'kms:DescribeKey', 'lambda:GetCapacityProvider'];

const allow = { Effect: 'Allow', Action: '*', Resource: '*' };

/** The scenario, looked at by somebody who lacks one permission. */
const without = (scenario: Scenario, permission: string): Scenario => ({
  ...scenario,
  name: `${scenario.name} without ${permission}`,
  set: {
    ...scenario.set,
    'Operator.PolicyDocument.Statement': [allow, { Effect: 'Deny', Action: permission, Resource: '*' }],
  },
});

const exits = async (scenarios: readonly Scenario[]): Promise<readonly (readonly [string, number])[]> =>
  (await runLive(scenarios, { seedOf: () => SEED })).map(({ scenario, recording }) => [
    scenario.name,
    exitCodeOf(reportOf(recording.outside)),
  ]);

describeLab('whoever looks from outside without one of the permissions', () => {
  test(
    'is told of nothing green: where all of them find the way open, each one that lacks makes it exit 2',
    async () => {
      const healthy = await findScenario('healthy-two-zones');
      const [[, whole] = []] = await exits([healthy]);
      expect(whole).toBe(0);
      const found = await exits(permissions.map((permission) => without(healthy, permission)));
      expect(found.length).toBeGreaterThan(12);
      const green = found.filter(([, exit]) => exit === 0).map(([name]) => name);
      expect(green.toSorted()).toEqual(NOT_ASKED.map((permission) => `healthy-two-zones without ${permission}`));
    },
    TIMEOUT_MS,
  );

  test.each(['endpoint-group-closed', 'private-dns-off'])(
    'finds %s no greener',
    async (name) => {
      const broken = await findScenario(name);
      const found = await exits([broken, ...permissions.map((permission) => without(broken, permission))]);
      expect(found.filter(([, exit]) => exit === 0)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
