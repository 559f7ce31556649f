/** Colours by meaning. Given from outside, since a renderer does not know whether it writes to a terminal. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  faint(text: string): string;
  strong(text: string): string;
}

const same = (text: string): string => text;

/** No colour at all. */
export const noPaint: Paint = { good: same, bad: same, warn: same, faint: same, strong: same };

/** The colour of a sign. */
export const painterOf = (paint: Paint, sign: string): ((text: string) => string) =>
  ({ '✓': paint.good, '!': paint.warn, '✗': paint.bad })[sign] ?? paint.faint;
