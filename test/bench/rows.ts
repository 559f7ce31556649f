/** One thing that was measured, with every value. */
export interface Row {
  readonly what: string;
  /** The function's memory; null where no function ran. */
  readonly memoryMb: number | null;
  readonly unit: 'ms' | 'bytes';
  readonly values: readonly number[];
  /** Of a fault: how long its protocol has to be waited for. Milliseconds. */
  readonly limitMs?: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Collects values of what is measured again and again, in the order in which it came up first. */
export function collectRows() {
  const rows = new Map<string, Row>();
  return {
    add(row: Omit<Row, 'values'>, ...values: readonly number[]): void {
      const key = `${row.what} ${row.memoryMb}`;
      rows.set(key, { ...row, values: [...(rows.get(key)?.values ?? []), ...values] });
    },
    all: (): readonly Row[] => [...rows.values()],
  };
}
