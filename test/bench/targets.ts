import { median, type Row } from './rows.ts';

export interface TargetResult {
  readonly name: string;
  readonly value: number;
  readonly target: number;
  readonly met: boolean;
}

const atMost = (name: string, value: number, target: number): TargetResult => ({
  name,
  value: Math.round(value * 100) / 100,
  target,
  met: value <= target,
});

const at = (rows: readonly Row[], what: string, memoryMb: number | null = null): number => {
  const found = rows.find((row) => row.what === what && row.memoryMb === memoryMb);
  return found ? median(found.values) : Number.NaN;
};

/** Each target with what was reached in this run: ratios of medians, so that a slow machine is slow on both sides. */
export function targetsOf(rows: readonly Row[], sizes: readonly number[]): readonly TargetResult[] {
  const faults = rows.filter(({ limitMs }) => limitMs !== undefined);
  return [
    ...sizes.flatMap((size) => [
      atMost(`schedule, warm, ${size} MB: × bare`, at(rows, 'schedule warm', size) / at(rows, 'bare warm', size), 2.5),
      atMost(`schedule, cold, ${size} MB: × bare`, at(rows, 'schedule cold', size) / at(rows, 'bare cold', size), 1.7),
      atMost(
        `one more address, warm, ${size} MB: × bare`,
        (at(rows, 'schedule warm, three zones', size) - at(rows, 'schedule warm', size)) / at(rows, 'bare warm', size),
        0.5,
      ),
    ]),
    ...faults.map(({ what, memoryMb, values, limitMs = 0 }) =>
      atMost(`${what}, ${memoryMb} MB: ms beyond its patience`, Math.max(...values) - limitMs, 1_000),
    ),
    atMost('--help: × an empty Node', at(rows, 'vpce-doctor --help') / at(rows, 'node -e 0'), 3),
    atMost('bytes at start: × the bare client', at(rows, 'bytes, verifier') / at(rows, 'bytes, bare'), 1.2),
    atMost('analysis of 1,000 rules: ms', at(rows, 'analysis, 1,000 rules'), 10),
    atMost('analysis of 10,000 rules: ms', at(rows, 'analysis, 10,000 rules'), 300),
  ].filter(({ value }) => !Number.isNaN(value));
}
