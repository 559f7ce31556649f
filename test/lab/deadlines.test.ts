import { beforeAll, expect, test } from '@jest/globals';
import type { Report } from '../../lib/model/report.ts';
import { describeLab } from '../support/describe-lab.ts';
import { allScenarios, runScenario, type Scenario } from './lab.ts';
import { runPool } from './pool.ts';
import type { Invocation } from './runtime-api.ts';

/** What the function's timeout leaves it. With 5 s every scenario is run in scenarios.test.ts, and is as good as with more. */
const BUDGETS_MS = [500, 1_000, 2_000] as const;

/** Time is what is measured, so that what runs beside must leave some; other tests run before (test/support/quiet-last.mjs). */
const AT_ONCE = 2;

/** Half a second is lost to a busy machine at once. What is late for a reason of its own is late again and again. */
const TRIES = 4;

const scenarios = await allScenarios();
const seed = Number(process.env.LAB_SEED ?? Math.floor(Math.random() * 1_000_000));

type Budget = (typeof BUDGETS_MS)[number];

/** What came of each budget. */
type Runs = Map<string, Invocation>;

const keyOf = (name: string, budgetMs: Budget): string => `${name} ${budgetMs}`;

/** One process takes an event for each budget, as a warm function does: the shortest first, while it is cold. */
async function inLittleTime(scenario: Scenario, worldSeed: number, budgetsMs: readonly Budget[]): Promise<Runs> {
  // A world that serves a number of connections is another one in a second run.
  const isSpent = scenario.set['Behaviour.connections'] !== undefined;
  const rows = isSpent ? budgetsMs.map((budgetMs) => [budgetMs]) : [budgetsMs];
  const runs: Runs = new Map();
  for (const row of rows) {
    const later = row.slice(1).map((timeoutMs) => ({ timeoutMs }));
    const run = await runScenario(scenario, { seed: worldSeed, enforceFilters: true, timeoutMs: row[0] ?? 0, later });
    for (const [index, budgetMs] of row.entries())
      runs.set(keyOf(scenario.name, budgetMs), [run, ...run.later][index] ?? run);
  }
  return runs;
}

describeLab(`a run with little time (LAB_SEED=${seed})`, () => {
  const runs: Runs = new Map();
  const lateOf = ({ name }: Scenario) => BUDGETS_MS.filter((budgetMs) => !runs.get(keyOf(name, budgetMs))?.response);

  beforeAll(async () => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const jobs = scenarios.flatMap((scenario, index) => {
        const late = lateOf(scenario);
        return late.length === 0 ? [] : [[scenario.name, () => inLittleTime(scenario, seed + index, late)] as const];
      });
      for (const result of (await runPool(new Map(jobs), AT_ONCE)).values()) {
        if (result.status === 'rejected') throw result.reason;
        for (const [key, run] of result.value) runs.set(key, run);
      }
    }
  }, 900_000);

  const reportIn = (name: string, budgetMs: Budget): Report => {
    const { response = null, error } = runs.get(keyOf(name, budgetMs)) ?? {};
    if (response === null) throw new Error(`no report: ${error}`);
    return JSON.parse(response) as Report;
  };

  test.each(scenarios.flatMap(({ name, expects }) => BUDGETS_MS.map((budgetMs) => ({ name, expects, budgetMs }))))(
    '$name, in $budgetMs ms: a report, and nothing claimed that more time would take back',
    ({ name, expects, budgetMs }) => {
      const report = reportIn(name, budgetMs);
      expect(report).toMatchObject({ schema: 1, vantage: { kind: 'live' } });
      expect(report.undecided.filter(({ why }) => why === 'crashed')).toEqual([]);
      expect([expects.inside?.verdict ?? expects.verdict, 'unproven']).toContain(report.verdict);
      // What was not finished is said: nothing proven and nothing found is never silent about why.
      if (report.verdict === 'unproven' && report.causes.length === 0) expect(report.undecided).not.toEqual([]);
    },
  );
});
