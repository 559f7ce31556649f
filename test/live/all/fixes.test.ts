import { expect, test } from '@jest/globals';
import { mergeFacts } from '../../../lib/facts/merge.ts';
import type { Facts } from '../../../lib/model/facts.ts';
import type { Report } from '../../../lib/model/report.ts';
import { reportOf } from '../../../lib/report/report.ts';
import { allScenarios, runScenario, type Scenario } from '../../lab/lab.ts';
import { runPool } from '../../lab/pool.ts';
import { RECORDED_SEED, recordingOf } from '../../lab/recordings.ts';
import type { World } from '../../lab/world.ts';
import { describeLab } from '../../support/describe-lab.ts';
import { paste } from '../../support/paste.ts';

/** One of each kind of step, and the two faults whose order matters. */
const NAMES = [
  'endpoint-group-closed',
  'client-group-closed',
  'acl-client-reply',
  'public-answer-nat',
  'public-answer-endpoint-closed',
  'public-answer-isolated',
  'vpc-dns-support-off',
  'hub-no-return',
  'key-disabled',
  'secret-scheduled-deletion',
];

const scenarios = (await allScenarios()).filter(({ name }) => NAMES.includes(name));

const RANK: Readonly<Record<Report['verdict'], number>> = { broken: 0, unproven: 1, bypassed: 2, connected: 3 };

/** More than any run needs: time is not the subject here. */
const TIMEOUT_MS = 120_000;

/** The report of a world that is built, with packets from inside and configuration from outside. */
async function look(scenario: Scenario, changed: (world: World) => World): Promise<Report> {
  const options = { seed: RECORDED_SEED, enforceFilters: true, outside: true, timeoutMs: TIMEOUT_MS };
  const { response, error, outside } = await runScenario(scenario, { ...options, event: { mode: 'facts' }, changed });
  if (response === null || !outside?.recorded) throw new Error(`${scenario.name}: no answer: ${error}`);
  return reportOf(mergeFacts(JSON.parse(response) as Facts, JSON.parse(outside.recorded) as Facts));
}

/** What goes wrong where the recorded report's steps are done one by one, in a world that is built anew after each. */
async function follow(scenario: Scenario): Promise<readonly string[]> {
  const recording = recordingOf(scenario.name);
  if (!recording) throw new Error(`${scenario.name} was not recorded`);
  const first = reportOf(mergeFacts(recording.inside, recording.outside));
  const commands = first.plan.steps.map(({ run }) => run ?? []);
  if (commands.length === 0) return [`${scenario.name}: no steps`];
  const reports = [first];
  for (const [at] of commands.entries()) {
    const done = commands.slice(0, at + 1);
    reports.push(await look(scenario, (world) => done.reduce(paste, world)));
  }
  const verdicts = reports.map(({ verdict }) => verdict);
  const last = reports.at(-1);
  return [
    ...(verdicts.every((verdict, at) => at === 0 || RANK[verdict] >= RANK[verdicts[at - 1] ?? verdict])
      ? []
      : [`${scenario.name}: ${verdicts.join(' → ')}`]),
    ...(last?.verdict === 'connected' && last.rootCause === null
      ? []
      : [`${scenario.name}: ends ${last?.verdict}, ${last?.rootCause}`]),
  ];
}

describeLab('fixes, done one by one in the simulated VPC', () => {
  test('never make a verdict worse, and end connected', async () => {
    expect(scenarios).toHaveLength(NAMES.length);
    const runs = await runPool(new Map(scenarios.map((one) => [one.name, () => follow(one)])), 3);
    const wrong = scenarios.flatMap(({ name }) => {
      const result = runs.get(name);
      if (result?.status !== 'fulfilled') throw result?.reason;
      return result.value;
    });
    expect(wrong).toEqual([]);
  }, 600_000);
});
