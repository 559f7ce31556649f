import { beforeAll, expect, test } from '@jest/globals';
import type { Report } from '../../lib/model/report.ts';
import { describeLab } from '../support/describe-lab.ts';
import { allScenarios, runScenario, type Scenario } from './lab.ts';
import { runPool } from './pool.ts';
import type { Invocation } from './runtime-api.ts';

/** What the function's timeout leaves it. With 5 s every scenario is run in scenarios.test.ts, and is as good as with more. */
const BUDGETS_MS = [500, 1_000, 2_000] as const;

/** Time is what is measured, so that what runs beside must leave some. */
const AT_ONCE = 2;

/** Half a second is lost to a busy machine at once. What is late for a reason of its own is late again and again. */
const TRIES = 4;

const scenarios = await allScenarios();
const seed = Number(process.env.LAB_SEED ?? Math.floor(Math.random() * 1_000_000));

/** One process takes an event for each budget, as a warm function does: the shortest first, while it is cold. */
async function inLittleTime(scenario: Scenario, worldSeed: number): Promise<readonly Invocation[]> {
  const options = { seed: worldSeed, enforceFilters: true };
  // Such a world serves a number of connections, and a second run would find another one.
  if (scenario.set['Behaviour.connections']) {
    const each: Invocation[] = [];
    for (const timeoutMs of BUDGETS_MS) each.push(await runScenario(scenario, { ...options, timeoutMs }));
    return each;
  }
  const [timeoutMs, ...others] = BUDGETS_MS;
  const later = others.map((budgetMs) => ({ timeoutMs: budgetMs }));
  const run = await runScenario(scenario, { ...options, timeoutMs, later });
  return [run, ...run.later];
}

type Runs = Awaited<ReturnType<typeof runPool<readonly Invocation[]>>>;

const lateIn = (runs: Runs): readonly string[] =>
  [...runs].flatMap(([name, run]) =>
    run.status === 'fulfilled' && run.value.some(({ response }) => response === null) ? [name] : [],
  );

describeLab(`a run with little time (LAB_SEED=${seed})`, () => {
  let runs: Runs = new Map();

  beforeAll(async () => {
    const jobs = scenarios.map(
      (scenario, index) => [scenario.name, () => inLittleTime(scenario, seed + index)] as const,
    );
    runs = await runPool(new Map(jobs), AT_ONCE);
    for (let again = 1; again < TRIES && lateIn(runs).length > 0; again += 1) {
      const late = lateIn(runs);
      runs = new Map([...runs, ...(await runPool(new Map(jobs.filter(([name]) => late.includes(name))), 1))]);
    }
  }, 900_000);

  const reportIn = (name: string, budgetMs: (typeof BUDGETS_MS)[number]): Report => {
    const result = runs.get(name);
    if (result?.status !== 'fulfilled') throw result?.reason;
    const { response = null, error } = result.value[BUDGETS_MS.indexOf(budgetMs)] ?? {};
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
