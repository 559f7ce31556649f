import { beforeAll, expect, test } from '@jest/globals';
import type { Report } from '../../lib/model/report.ts';
import { describeLab } from '../support/describe-lab.ts';
import { allScenarios, type LabRun, runScenario } from './lab.ts';
import { runPool } from './pool.ts';
import type { Invocation } from './runtime-api.ts';

/** What the function's timeout leaves it. */
const BUDGETS_MS = [500, 1_000, 2_000, 5_000] as const;

/** Time is what is measured, so that what runs beside must leave some. */
const AT_ONCE = 2;

const scenarios = await allScenarios();
const seed = Number(process.env.LAB_SEED ?? Math.floor(Math.random() * 1_000_000));

describeLab(`a run with little time (LAB_SEED=${seed})`, () => {
  let runs: Awaited<ReturnType<typeof runPool<LabRun>>>;

  // One process takes all four events, as a warm function does: the shortest first, while it is cold.
  beforeAll(async () => {
    const [first, ...others] = BUDGETS_MS;
    const jobs = scenarios.map((scenario, index) => {
      const later = others.map((timeoutMs) => ({ timeoutMs }));
      const options = { seed: seed + index, enforceFilters: true, timeoutMs: first, later };
      return [scenario.name, () => runScenario(scenario, options)] as const;
    });
    const missed = ([, run]: readonly [string, PromiseSettledResult<LabRun>]) =>
      run.status === 'fulfilled' && [run.value, ...run.value.later].some(({ response }) => response === null);
    const all = await runPool(new Map(jobs), AT_ONCE);
    // Half a second is lost to a busy machine at once. What is late for a reason of its own is late again, alone.
    const late = new Set([...all].filter(missed).map(([name]) => name));
    runs = new Map([...all, ...(await runPool(new Map(jobs.filter(([name]) => late.has(name))), 1))]);
  }, 900_000);

  const invocationOf = (name: string, budgetMs: (typeof BUDGETS_MS)[number]): Invocation => {
    const result = runs.get(name);
    if (result?.status !== 'fulfilled') throw result?.reason;
    const all = [result.value, ...result.value.later];
    return all[BUDGETS_MS.indexOf(budgetMs)] as Invocation;
  };

  const reportIn = (name: string, budgetMs: (typeof BUDGETS_MS)[number]): Report => {
    const { response, error } = invocationOf(name, budgetMs);
    if (response === null) throw new Error(`no report: ${error}`);
    return JSON.parse(response) as Report;
  };

  test.each(scenarios.flatMap(({ name, expects }) => BUDGETS_MS.map((budgetMs) => ({ name, expects, budgetMs }))))(
    '$name, in $budgetMs ms: a report, and nothing claimed that more time would take back',
    ({ name, expects, budgetMs }) => {
      const report = reportIn(name, budgetMs);
      expect(report).toMatchObject({ schema: 1, vantage: { kind: 'live' } });
      expect(report.undecided.filter(({ why }) => why === 'crashed')).toEqual([]);
      const right = expects.inside?.verdict ?? expects.verdict;
      expect([right, 'unproven']).toContain(report.verdict);
      // What was not finished is said: nothing proven and nothing found is never silent about why.
      if (report.verdict === 'unproven' && report.causes.length === 0) expect(report.undecided).not.toEqual([]);
    },
  );

  test.each(scenarios)('$name, in 5 s: as good as with all the time there is', ({ name, expects }) => {
    const { verdict, rootCause } = reportIn(name, 5_000);
    const { inside } = expects;
    const expected = {
      verdict: inside?.verdict ?? expects.verdict,
      rootCause: inside ? inside.rootCause : expects.rootCause,
    };
    expect({ verdict, rootCause }).toEqual(expected);
  });
});
