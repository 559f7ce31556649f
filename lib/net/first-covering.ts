import type { Range } from './range.ts';

/** A part of a range, and the first rule that covers it; null where none does. */
export interface Covered<R> {
  readonly from: bigint;
  readonly to: bigint;
  readonly rule: R | null;
}

/**
 * Cuts a range into parts by the first rule, in the given order, that covers each: one sweep over the rules' beginnings, with
 * the rules that are open there in a heap, so that n rules take n log n steps.
 */
export function firstCovering<R extends Range>(whole: Range, rules: readonly R[]): readonly Covered<R>[] {
  const starts = rules
    .map((rule, order) => ({ rule, order, from: rule.from, to: rule.to }))
    .filter(({ from, to }) => from <= whole.to && to >= whole.from)
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.order - b.order));
  const open: Open<R>[] = [];
  const parts: Covered<R>[] = [];
  let next = 0;
  for (let at = whole.from; at <= whole.to; ) {
    for (let start = starts[next]; start && start.from <= at; start = starts[++next]) push(open, start);
    for (let top = open[0]; top && top.to < at; top = open[0]) pop(open);
    const top = open[0];
    // Nothing changes before the open rule ends, or another begins that comes before it.
    while (
      top &&
      starts[next] &&
      (starts[next] as Open<R>).order > top.order &&
      (starts[next] as Open<R>).from <= top.to
    )
      push(open, starts[next++] as Open<R>);
    const begins = starts[next]?.from;
    const ends = top ? top.to : whole.to;
    const to = min(min(ends, whole.to), begins === undefined ? whole.to : begins - 1n);
    parts.push({ from: at, to, rule: top?.rule ?? null });
    at = to + 1n;
  }
  return joined(parts);
}

interface Open<R> {
  readonly rule: R;
  readonly order: number;
  readonly from: bigint;
  readonly to: bigint;
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Neighbours that the same rule covers are one part. */
function joined<R>(parts: readonly Covered<R>[]): readonly Covered<R>[] {
  const all: Covered<R>[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last && last.rule === part.rule) all[all.length - 1] = { ...last, to: part.to };
    else all.push(part);
  }
  return all;
}

/** A heap whose first is the rule that comes first. */
function push<R>(heap: Open<R>[], one: Open<R>): void {
  let at = heap.push(one) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if ((heap[parent] as Open<R>).order <= one.order) break;
    heap[at] = heap[parent] as Open<R>;
    at = parent;
  }
  heap[at] = one;
}

function pop<R>(heap: Open<R>[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    const right = heap[child + 1];
    if (right && right.order < (heap[child] as Open<R>).order) child += 1;
    if ((heap[child] as Open<R>).order >= last.order) break;
    heap[at] = heap[child] as Open<R>;
    at = child;
  }
  heap[at] = last;
}
