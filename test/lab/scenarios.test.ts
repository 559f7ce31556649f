import { beforeAll, expect, test } from '@jest/globals';
import type { Facts } from '../../lib/model/facts.ts';
import type { Report } from '../../lib/model/report.ts';
import { RENDERERS } from '../../lib/report/render/index.ts';
import { reportOf } from '../../lib/report/report.ts';
import { describeLab } from '../support/describe-lab.ts';
import { leaksIn, secretsOf } from '../support/leaks.ts';
import { allScenarios, type LabRun, runScenario } from './lab.ts';
import { runPool } from './pool.ts';

/** One probe timeout and one second: how long a report may take, whatever the fault. */
const REPORT_WITHIN_MS = 4_000;

const AT_ONCE = 3;

const scenarios = await allScenarios();
const seed = Number(process.env.LAB_SEED ?? Math.floor(Math.random() * 1_000_000));

describeLab(`scenarios in the simulated VPC (LAB_SEED=${seed})`, () => {
  let reports: Awaited<ReturnType<typeof runPool<LabRun>>>;
  let recordings: typeof reports;

  beforeAll(async () => {
    const jobs = (event: Readonly<Record<string, unknown>>) =>
      new Map(
        scenarios.map((scenario, index) => [
          scenario.name,
          () => runScenario(scenario, { seed: seed + index, enforceFilters: true, event }),
        ]),
      );
    reports = await runPool(jobs({}), AT_ONCE);
    recordings = await runPool(jobs({ mode: 'facts' }), AT_ONCE);
  }, 300_000);

  const runOf = (runs: typeof reports, name: string): LabRun => {
    const result = runs.get(name);
    if (result?.status !== 'fulfilled') throw result?.reason;
    return result.value;
  };
  const responseOf = (run: LabRun): string => run.response ?? `no response: ${run.error}`;

  test.each(scenarios)('$name: $injects', ({ name, expects }) => {
    const run = runOf(reports, name);
    const report = JSON.parse(responseOf(run)) as Report;
    expect({ verdict: report.verdict, rootCause: report.rootCause }).toEqual({
      verdict: expects.verdict,
      rootCause: expects.rootCause,
    });
    expect(report.undecided.filter((group) => group.why === 'crashed')).toEqual([]);
    expect(run.tookMs).toBeLessThan(REPORT_WITHIN_MS);
  });

  test.each(scenarios)('$name: packets were dropped by the guilty filters, and by no other', ({ name, expects }) => {
    const dropped = Object.entries(runOf(reports, name).drops ?? {}).filter(([, packets]) => packets > 0);
    expect(dropped.map(([filter]) => filter).toSorted()).toEqual((expects.drops ?? []).toSorted());
  });

  test.each(scenarios)('$name: no secret and no credential in any byte that leaves', ({ name }) => {
    const run = runOf(reports, name);
    const recorded = runOf(recordings, name);
    const facts = JSON.parse(responseOf(recorded)) as Facts;
    const rendered = Object.values(RENDERERS).map((render) => render(reportOf(facts)));
    const outputs = [
      run.stdout,
      run.stderr,
      responseOf(run),
      recorded.stdout,
      recorded.stderr,
      responseOf(recorded),
      ...rendered,
    ];
    expect(leaksIn(outputs.slice(0, 3).join('\n'), secretsOf(run.world))).toEqual([]);
    expect(leaksIn(outputs.slice(3).join('\n'), secretsOf(recorded.world))).toEqual([]);
  });

  test.each(scenarios)('$name: the recorded facts lead to the same diagnosis', ({ name, expects }) => {
    const facts = JSON.parse(responseOf(runOf(recordings, name))) as Facts;
    const { verdict, rootCause } = reportOf(facts);
    expect({ verdict, rootCause }).toEqual({ verdict: expects.verdict, rootCause: expects.rootCause });
  });
});
