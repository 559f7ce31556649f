/** What a summary has at most, in characters. */
const LONGEST = 300;

/** The first of some wordings that a summary has room for; without one, the last, which is the shortest. */
export const fitting = (...wordings: readonly [string, ...string[]]): string =>
  wordings.find(({ length }) => length <= LONGEST) ?? wordings.at(-1) ?? '';

/** How much of its lists a summary names: as much as there is room for. */
export const fittingLists = (wordingWith: (most: number) => string): string =>
  fitting(wordingWith(4), wordingWith(3), wordingWith(2), wordingWith(1));
