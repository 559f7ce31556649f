/** Each of some values once. */
export const unique = <T>(items: readonly T[]): readonly T[] => uniqueBy(items, (item) => item);

/** Of those that are alike in what is looked at, the last, in the place of the first. */
export const uniqueBy = <T>(items: readonly T[], lookedAt: (item: T) => unknown): readonly T[] => [
  ...new Map(items.map((item) => [JSON.stringify(lookedAt(item)), item])).values(),
];
