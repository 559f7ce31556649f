import { beforeAll, expect, test } from '@jest/globals';
import type { Report } from '../../lib/model/report.ts';
import { reportOf } from '../../lib/report/report.ts';
import { allScenarios, runScenario, type Scenario } from '../lab/lab.ts';
import { runPool } from '../lab/pool.ts';
import { recordingOf } from '../lab/recordings.ts';
import { describeLab } from '../support/describe-lab.ts';
import { insideOf } from '../support/scenario-judgement.ts';

const BUDGET_MS = 500;

/** The lab waits longer than the function has: what it says is judged here, and not when a busy machine lets it say so. */
const PATIENCE_MS = 120_000;

const NAMES = [
  'healthy-two-zones',
  'endpoint-group-closed',
  'interface-dead',
  'resolver-silent',
  'resolver-slow',
  'public-answer-nat',
  'tls-intercepted',
  'service-silent',
];
const scenarios = (await allScenarios()).filter(({ name }) => NAMES.includes(name));

/** What a report of little time claims, and one of enough time does not. */
function takenBack({ name, expects }: Scenario, report: Report): readonly string[] {
  const recording = recordingOf(name);
  if (recording === null) throw new Error(`${name} was not recorded`);
  const later = reportOf(recording.inside).causes.flatMap(({ code, accountsFor }) => [
    code,
    ...accountsFor.map((one) => one.code),
  ]);
  const { verdict } = insideOf(expects);
  return [
    ...(report.verdict === verdict || report.verdict === 'unproven'
      ? []
      : [`${name}: ${report.verdict}, not ${verdict}`]),
    ...report.causes.filter(({ code }) => !later.includes(code)).map(({ code }) => `${name}: ${code}`),
    // Nothing proven and nothing found is never silent about why.
    ...(report.verdict === 'unproven' && report.causes.length + report.undecided.length === 0
      ? [`${name}: no reason`]
      : []),
    ...report.undecided
      .filter(({ why }) => why === 'crashed')
      .map(({ detail }) => `${name}: a check crashed: ${detail}`),
  ];
}

describeLab('a function with half a second', () => {
  const wrong: string[] = [];
  beforeAll(async () => {
    expect(scenarios).toHaveLength(NAMES.length);
    const options = { seed: 5, enforceFilters: true, timeoutMs: BUDGET_MS, patienceMs: PATIENCE_MS };
    const runs = await runPool(
      new Map(scenarios.map((scenario) => [scenario.name, () => runScenario(scenario, options)])),
      2,
    );
    for (const scenario of scenarios) {
      const result = runs.get(scenario.name);
      if (result?.status !== 'fulfilled') throw result?.reason;
      const { response, error } = result.value;
      if (response === null) wrong.push(`${scenario.name}: no report: ${error}`);
      else wrong.push(...takenBack(scenario, JSON.parse(response) as Report));
    }
  }, 600_000);

  test('reports, and claims nothing that more time would take back', () => {
    expect(wrong).toEqual([]);
  });
});
