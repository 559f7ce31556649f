import type { Report } from '../model/report.ts';
import type { Expects } from './load-lab.ts';

type Drops = Readonly<Record<string, number>>;

/** What is wrong with a diagnosis, by what its scenario expects; with the filters that dropped beside those that should have. */
export function mismatchesIn({ verdict, rootCause }: Report, expects: Expects, drops: Drops | null): readonly string[] {
  const isRight = verdict === expects.verdict && rootCause === expects.rootCause;
  const expected = expects.rootCause === null ? expects.verdict : `${expects.verdict}, ${expects.rootCause}`;
  const dropped = Object.entries(drops ?? {}).flatMap(([filter, packets]) => (packets > 0 ? [filter] : []));
  const isDroppedRight =
    drops === null || expects.drops === undefined || dropped.toSorted().join() === expects.drops.toSorted().join();
  return [
    ...(isRight ? [] : [`the diagnosis is wrong: it should be ${expected}`]),
    ...(isDroppedRight
      ? []
      : [
          `packets were dropped by ${dropped.join(', ') || 'no filter'}, and should have been by ${expects.drops?.join(', ') || 'none'}`,
        ]),
  ];
}
