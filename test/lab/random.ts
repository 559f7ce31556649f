/** Draws that a seed fixes. */
export interface Random {
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  pick<T>(choices: readonly T[]): T;
  shuffle<T>(items: readonly T[]): T[];
  hex(length: number): string;
  digits(length: number): string;
  letters(length: number): string;
}

/** A generator (mulberry32) whose low bits are as good as its high ones: an LCG modulo n found nothing in property tests. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(choices: readonly T[]): T => choices[between(0, choices.length - 1)] as T;
  const draw = (alphabet: string, length: number) => Array.from({ length }, () => pick([...alphabet])).join('');
  const shuffle = <T>(items: readonly T[]): T[] => {
    const rest = [...items];
    return items.map(() => rest.splice(between(0, rest.length - 1), 1)[0] as T);
  };
  return {
    between,
    pick,
    shuffle,
    hex: (length) => draw('0123456789abcdef', length),
    digits: (length) => draw('123456789', 1) + draw('0123456789', length - 1),
    letters: (length) => draw('abcdefghijklmnopqrstuvwxyz', length),
  };
}
