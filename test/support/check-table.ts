import { describe, expect, test } from '@jest/globals';
import { derive } from '../../lib/diagnose/derive.ts';
import type { Check, Outcome } from '../../lib/model/check.ts';
import type { Observations } from '../../lib/model/facts.ts';
import type { Problem } from '../../lib/model/problem.ts';
import { factsOf, observationsIn, world } from './world.ts';

interface Reporting {
  readonly when: string;
  readonly world: Observations;
  /** Compared with the problems, in order; only the fields that are named. */
  readonly problems: readonly Partial<Problem>[];
  /** Words that the first summary must hold: the resources and values that a reader needs. */
  readonly says: readonly string[];
}

interface Table {
  /** The world in which all is well; `configured()` for checks that read configuration. */
  readonly healthy?: Observations;
  /** Worlds that are healthy or broken in another way: the check says nothing. */
  readonly silent: readonly { readonly when: string; readonly world: Observations }[];
  /** Worlds in which the check reports. */
  readonly reporting: readonly Reporting[];
  /** Worlds that look almost like the failure, and are not: the check says nothing. */
  readonly nearMiss: readonly { readonly when: string; readonly world: Observations }[];
}

/** The tests that every check has: silent worlds, reporting worlds, near misses, and evidence that can be found again. */
export function checkTable(check: Check, { healthy = world(), silent, reporting, nearMiss }: Table): void {
  describe(check.code, () => {
    test.each([{ when: 'all is well', world: healthy }, ...silent])('is silent when $when', ({ world }) => {
      expect(['ok', 'not-applicable']).toContain(evaluate(check, world));
    });
    test.each(nearMiss)('is not fooled when $when', ({ world }) => {
      expect(['ok', 'not-applicable']).toContain(evaluate(check, world));
    });
    test.each(reporting)('reports when $when', ({ world, problems, says }) => {
      const outcome = evaluate(check, world);
      expect(byAddress(outcome)).toMatchObject(problems);
      const [first] = outcome as readonly Problem[];
      for (const words of says) expect(first?.summary).toContain(words);
      for (const { fact, path } of (outcome as readonly Problem[]).flatMap((problem) => problem.evidence)) {
        expect(valueAt(world[fact], path)).toBeDefined();
      }
    });
  });
}

/** Tables name paths by their addresses: from where a path comes is the same in all of a world. */
const byAddress = (outcome: Outcome) =>
  isProblems(outcome)
    ? outcome.map((one) => (typeof one.on === 'string' ? one : { ...one, on: one.on.map((id) => id.split(' → ')[1]) }))
    : outcome;

const isProblems = (outcome: Outcome): outcome is readonly [Problem, ...Problem[]] => Array.isArray(outcome);

/** Judges one world by one check, as facts hold it. Throws where a fact that it needs is unseen: tables are about worlds that can be judged. */
export function evaluate(check: Check, observations: Observations): Outcome {
  const knowledge = derive(observationsIn(factsOf(observations)));
  const values = check.needs.map((need) => {
    const observation = knowledge[need];
    if (observation.state === 'unseen') throw new Error(`${check.code} needs ${need}, unseen: ${observation.detail}`);
    return [need, observation.value];
  });
  const wanted = (check.wants ?? []).map((want) => [want, (knowledge[want] as { value?: unknown }).value]);
  return check.evaluate(Object.fromEntries([...values, ...wanted]));
}

/** What stands at an evidence path such as `queries[0].outcome` inside an observation. */
function valueAt(observation: Observations[keyof Observations], path: string): unknown {
  if (observation.state === 'unseen') return undefined;
  const keys = path.split(/[.[\]]/).filter((key) => key !== '');
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], observation.value);
}
