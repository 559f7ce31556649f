import { type Truth, truthOf } from '../truth.ts';

export const STAR = Symbol('*');
export const ANY = Symbol('?');

/** Text to be met as it is, or a wildcard. */
export type Token = string | typeof STAR | typeof ANY;

/** A text's wildcards as tokens. */
export const tokensOf = (text: string): readonly Token[] =>
  (text.match(/[*?]|[^*?]+/g) ?? []).map((part) => (part === '*' ? STAR : part === '?' ? ANY : part));

/** Stands for one character of any kind. */
const WILD = -1;

/**
 * Whether a pattern meets a whole text. The parts between stars are looked for from left to right, each in linear time; but for
 * those with a `?` inside, whose steps are counted. More steps than any policy and name that AWS stores can take: unknown.
 */
export function globMatches(tokens: readonly Token[], text: string): Truth {
  // A character takes two places at most.
  if (tokens.reduce((sum, token) => sum + lengthOf(token), 0) > 2 * text.length) return 'no';
  const parts = partsOf(tokens);
  const codes = codesOf(text);
  const least = parts.reduce((sum, part) => sum + part.length, 0);
  if (least > codes.length) return 'no';
  const [first = []] = parts;
  if (parts.length === 1) return truthOf(first.length === codes.length && isAt(first, codes, 0));
  const last = parts.at(-1) ?? [];
  const end = codes.length - last.length;
  if (!isAt(first, codes, 0) || !isAt(last, codes, end)) return 'no';
  const steps = { left: MOST_STEPS };
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = part.includes(WILD) ? findWild(part, codes, at, end, steps) : find(part, codes, at, end);
    if (steps.left < 0) return 'unknown';
    if (found === null) return 'no';
    at = found + part.length;
  }
  return 'yes';
}

const MOST_STEPS = 50_000_000;

const lengthOf = (token: Token): number => (typeof token === 'string' ? token.length : token === ANY ? 1 : 0);

function partsOf(tokens: readonly Token[]): readonly (readonly number[])[] {
  const parts: number[][] = [[]];
  for (const token of tokens) {
    if (token === STAR) parts.push([]);
    else if (token === ANY) parts.at(-1)?.push(WILD);
    else for (const code of codesOf(token)) parts.at(-1)?.push(code);
  }
  return parts;
}

function codesOf(text: string): readonly number[] {
  const codes: number[] = [];
  for (const character of text) codes.push(character.codePointAt(0) ?? 0);
  return codes;
}

function isAt(part: readonly number[], codes: readonly number[], at: number): boolean {
  for (let index = 0; index < part.length; index++)
    if (part[index] !== WILD && part[index] !== codes[at + index]) return false;
  return true;
}

/** Knuth, Morris and Pratt's search: never looks at a character of the text twice. */
function find(part: readonly number[], codes: readonly number[], from: number, end: number): number | null {
  if (part.length === 0) return from;
  const borders = bordersOf(part);
  let met = 0;
  for (let at = from; at < end; at++) {
    while (met > 0 && part[met] !== codes[at]) met = borders[met - 1] ?? 0;
    if (part[met] === codes[at]) met += 1;
    if (met === part.length) return at - met + 1;
  }
  return null;
}

/** For each beginning of a text, how long its longest beginning is that is its end as well. */
function bordersOf(part: readonly number[]): readonly number[] {
  const borders = [0];
  let met = 0;
  for (let at = 1; at < part.length; at++) {
    while (met > 0 && part[met] !== part[at]) met = borders[met - 1] ?? 0;
    if (part[met] === part[at]) met += 1;
    borders.push(met);
  }
  return borders;
}

function findWild(
  part: readonly number[],
  codes: readonly number[],
  from: number,
  end: number,
  steps: { left: number },
): number | null {
  for (let at = from; at + part.length <= end; at++) {
    let met = 0;
    while (met < part.length && (part[met] === WILD || part[met] === codes[at + met])) met += 1;
    if (met === part.length) return at;
    steps.left -= met + 1;
    if (steps.left < 0) return null;
  }
  return null;
}
