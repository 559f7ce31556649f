import { beforeAll, expect, test } from '@jest/globals';
import { mergeFacts } from '../../lib/analyze/merge.ts';
import type { Facts } from '../../lib/model/facts.ts';
import type { Report } from '../../lib/model/report.ts';
import { RENDERERS } from '../../lib/report/render/index.ts';
import { reportOf } from '../../lib/report/report.ts';
import { describeLab } from '../support/describe-lab.ts';
import { leaksIn, secretsOf } from '../support/leaks.ts';
import { allScenarios, type LabRun, runScenario, type Scenario } from './lab.ts';
import { runPool } from './pool.ts';

/** One probe timeout and one second: how long the function may take, whatever the fault. */
const ANSWER_WITHIN_MS = 4_000;

/** The function's own timeout: more is not needed for the whole diagnosis, in any scenario. */
const TIMEOUT_MS = 5_000;

const AT_ONCE = 3;

const scenarios = await allScenarios();
const seed = Number(process.env.LAB_SEED ?? Math.floor(Math.random() * 1_000_000));

/** One world, looked at from inside by the built function and from outside by the built command, at the same time. */
interface Seen {
  readonly run: LabRun;
  readonly inside: Facts;
  readonly outside: Facts;
}

const diagnosisIn = ({ verdict, rootCause }: Report) => ({ verdict, rootCause });

const crashedIn = ({ undecided }: Report) => undecided.filter((group) => group.why === 'crashed');

/** What the inside alone is expected to say. */
const insideOf = ({ inside, verdict, rootCause }: Scenario['expects']) => ({
  verdict: inside?.verdict ?? verdict,
  rootCause: inside ? inside.rootCause : rootCause,
});

describeLab(`scenarios in the simulated VPC (LAB_SEED=${seed})`, () => {
  let runs: Awaited<ReturnType<typeof runPool<LabRun>>>;

  beforeAll(async () => {
    const jobs = scenarios.map((scenario, index) => {
      const options = {
        seed: seed + index,
        enforceFilters: true,
        outside: true,
        timeoutMs: TIMEOUT_MS,
        event: { mode: 'facts' },
      };
      return [scenario.name, () => runScenario(scenario, options)] as const;
    });
    runs = await runPool(new Map(jobs), AT_ONCE);
  }, 600_000);

  const seenIn = (name: string): Seen => {
    const result = runs.get(name);
    if (result?.status !== 'fulfilled') throw result?.reason;
    const run = result.value;
    if (run.response === null) throw new Error(`the function did not answer: ${run.error}`);
    if (!run.outside?.recorded) throw new Error(`nothing was recorded outside: ${run.outside?.stderr}`);
    return { run, inside: JSON.parse(run.response) as Facts, outside: JSON.parse(run.outside.recorded) as Facts };
  };

  test.each(scenarios)('$name, with both vantages: $injects', ({ name, expects: { verdict, rootCause } }) => {
    const { inside, outside } = seenIn(name);
    const report = reportOf(mergeFacts(inside, outside));
    expect(diagnosisIn(report)).toEqual({ verdict, rootCause });
    expect(crashedIn(report)).toEqual([]);
  });

  test.each(scenarios)('$name, from inside alone: what can be told there, and in time', ({ name, expects }) => {
    const { run, inside } = seenIn(name);
    const report = reportOf(inside);
    expect(diagnosisIn(report)).toEqual(insideOf(expects));
    expect(crashedIn(report)).toEqual([]);
    expect(run.tookMs).toBeLessThan(ANSWER_WITHIN_MS);
  });

  test.each(scenarios.filter(({ expects }) => expects.inside))(
    '$name, from inside alone: the cause is a candidate, and is not claimed',
    ({ name, expects }) => {
      const { causes } = reportOf(seenIn(name).inside);
      const candidates = causes.flatMap((cause) => cause.candidates ?? []).map((candidate) => candidate.cause);
      expect(candidates).toContain(expects.rootCause);
      expect(causes.map((cause) => cause.code)).not.toContain(expects.rootCause);
    },
  );

  test.each(scenarios)('$name, from outside alone: nothing false', ({ name, expects }) => {
    const report = reportOf(seenIn(name).outside);
    expect(['broken', 'unproven']).toContain(report.verdict);
    if (expects.verdict === 'connected') expect(report.verdict).toBe('unproven');
    expect(crashedIn(report)).toEqual([]);
  });

  test.each(scenarios)('$name: packets were dropped by the guilty filters, and by no other', ({ name, expects }) => {
    const dropped = Object.entries(seenIn(name).run.drops ?? {}).filter(([, packets]) => packets > 0);
    expect(dropped.map(([filter]) => filter).toSorted()).toEqual((expects.drops ?? []).toSorted());
  });

  test.each(scenarios)('$name: no secret and no credential in any byte that leaves', ({ name }) => {
    const { run, inside, outside } = seenIn(name);
    const rendered = Object.values(RENDERERS).flatMap((render) => [
      render(reportOf(inside)),
      render(reportOf(mergeFacts(inside, outside))),
    ]);
    const outputs = [run.stdout, run.stderr, run.response, JSON.stringify(run.outside), ...rendered];
    expect(leaksIn(outputs.join('\n'), secretsOf(run.world))).toEqual([]);
  });
});
