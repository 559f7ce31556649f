import { beforeAll, expect, test } from '@jest/globals';
import { type LabOptions, type LabRun, runScenario, type Scenario } from '../lab/lab.ts';
import { runPool } from '../lab/pool.ts';
import type { Recording } from '../lab/recordings.ts';
import { describeLab } from '../support/describe-lab.ts';
import { leaksOf, mismatchesIn } from '../support/scenario-judgement.ts';

const AT_ONCE = 4;

/** More than any run needs: time is not the subject here, and a busy machine may take its own. */
const TIMEOUT_MS = 120_000;

/** One world, looked at from inside by the built function and from outside by the built command, at the same time. */
export interface Looked {
  readonly scenario: Scenario;
  readonly run: LabRun;
  readonly recording: Recording;
}

export interface LiveOptions extends Partial<LabOptions> {
  readonly seedOf: (index: number) => number;
}

/** Runs scenarios live, and fails where one of them does. Asks for them again by `looked`, for further judgement. */
export async function runLive(scenarios: readonly Scenario[], { seedOf, ...options }: LiveOptions) {
  const jobs = scenarios.map((scenario, index) => {
    const all = { enforceFilters: true, outside: true, timeoutMs: TIMEOUT_MS, event: { mode: 'facts' }, ...options };
    return [scenario.name, () => runScenario(scenario, { ...all, seed: seedOf(index) })] as const;
  });
  const runs = await runPool(new Map(jobs), AT_ONCE);
  return scenarios.map((scenario): Looked => {
    const result = runs.get(scenario.name);
    if (result?.status !== 'fulfilled') throw result?.reason;
    const run = result.value;
    if (run.response === null) throw new Error(`${scenario.name}: the function did not answer: ${run.error}`);
    if (!run.outside?.recorded)
      throw new Error(`${scenario.name}: nothing was recorded outside: ${run.outside?.stderr}`);
    return {
      scenario,
      run,
      recording: { inside: JSON.parse(run.response), outside: JSON.parse(run.outside.recorded) },
    };
  });
}

/** Filters that dropped packets and should not have, or should have and did not. */
function dropsWrong({ scenario: { name, expects }, run }: Looked): readonly string[] {
  const dropped = Object.entries(run.drops ?? {}).flatMap(([filter, packets]) => (packets > 0 ? [filter] : []));
  const [found, expected] = [dropped.toSorted().join(), (expects.drops ?? []).toSorted().join()];
  return found === expected ? [] : [`${name}: dropped by ${found || 'none'}, not by ${expected || 'none'}`];
}

/** Tests of what must hold for scenarios that run live, and what more is to be tested of the same runs. */
export function judgeLive(
  title: string,
  scenarios: readonly Scenario[],
  options: LiveOptions,
  more: (looked: () => readonly Looked[]) => void = () => {},
): void {
  describeLab(title, () => {
    let looked: readonly Looked[] = [];
    beforeAll(async () => {
      looked = await runLive(scenarios, options);
    }, 1_200_000);

    test('each is diagnosed right: from both vantages, and from each alone', () => {
      expect(looked.flatMap(({ scenario, recording }) => mismatchesIn(scenario, recording))).toEqual([]);
    });

    test('packets were dropped by the guilty filters, and by no other', () => {
      expect(looked.flatMap(dropsWrong)).toEqual([]);
    });

    test('no secret and no credential is in any byte that leaves', () => {
      const leaks = looked.flatMap(({ run, recording }) =>
        leaksOf(run.world, recording, [run.stdout, run.stderr, JSON.stringify(run.outside)]),
      );
      expect(leaks).toEqual([]);
    });

    more(() => looked);
  });
}
