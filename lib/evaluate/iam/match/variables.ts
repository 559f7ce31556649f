import type { Lookup } from '../request.ts';
import { agreed, all, type Truth } from '../truth.ts';
import { globMatches, STAR, type Token, tokensOf } from './glob.ts';

/** How a policy's text is to be read. */
export interface Reading {
  /** `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Null where variables are plain text: in documents of no version or an old one. */
  readonly lookup: Lookup | null;
  /** Variables have no documented meaning before the fifth colon. */
  readonly afterFifthColon?: boolean;
}

/**
 * A text with its variables replaced. `narrow` and `wide` differ where AWS doesn't say what a wildcard inside a variable's value
 * means; narrow is null where a variable isn't known, and wide then holds whatever it may be.
 */
export interface Expanded {
  readonly narrow: readonly Token[] | null;
  readonly wide: readonly Token[];
}

/** Null: the text names a key that the call doesn't have, and so meets nothing. Source: IAM User Guide, "Policy variables". */
export function expand(text: string, reading: Reading): Expanded | null {
  if (reading.lookup === null || !text.includes('${')) {
    const tokens = plain(text, reading);
    return { narrow: tokens, wide: tokens };
  }
  const narrow: Token[] = [];
  const wide: Token[] = [];
  let isOpen = false;
  let colons = 0;
  for (const piece of piecesOf(text)) {
    const value = isVariable(piece) ? valueIn(piece, reading) : null;
    if (value === null) {
      const tokens = plain(piece, reading);
      for (const token of tokens) narrow.push(token);
      for (const token of tokens) wide.push(token);
      colons += piece.split(':').length - 1;
    } else if (value === ABSENT) return null;
    else if (value === OPEN || (reading.afterFifthColon && colons < 5)) {
      isOpen = true;
      wide.push(STAR);
    } else {
      narrow.push(value.text);
      const tokens = value.isLiteral ? [value.text] : plain(value.text, reading);
      for (const token of tokens) wide.push(token);
    }
  }
  return { narrow: isOpen ? null : narrow, wide };
}

/** Whether an expanded text meets another, by a way of comparing that says so for tokens. */
export function meets(expanded: Expanded | null, compare: (tokens: readonly Token[]) => Truth): Truth {
  if (expanded === null) return 'no';
  const wide = compare(expanded.wide);
  if (expanded.narrow === expanded.wide) return wide;
  if (expanded.narrow === null) return all([wide, 'unknown']);
  return agreed(compare(expanded.narrow), wide);
}

export const meetsText = (expanded: Expanded | null, text: string): Truth =>
  meets(expanded, (tokens) => globMatches(tokens, text));

/** Whether a pattern meets every text there is. */
export const meetsAnything = (expanded: Expanded | null): boolean =>
  expanded?.narrow != null && expanded.narrow.length > 0 && expanded.narrow.every((token) => token === STAR);

const plain = (text: string, { wildcards }: Reading): readonly Token[] => (wildcards ? tokensOf(text) : [text]);

/** A text cut at its variables. One scan: where no bracket closes any more, the rest is text. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', from)) {
    const end = text.indexOf('}', start);
    if (end < 0) break;
    pieces.push(text.slice(from, start), text.slice(start, end + 1));
    from = end + 1;
  }
  return [...pieces, text.slice(from)];
}

const isVariable = (piece: string): boolean => piece.startsWith('${') && piece.endsWith('}');

const ABSENT = Symbol('absent');
const OPEN = Symbol('open');

function valueIn(
  piece: string,
  { lookup }: Reading,
): { readonly text: string; readonly isLiteral: boolean } | typeof ABSENT | typeof OPEN {
  const inside = piece.slice(2, -1);
  if (['*', '?', '$'].includes(inside)) return { text: inside, isLiteral: true };
  const comma = inside.indexOf(',');
  const key = comma < 0 ? inside : inside.slice(0, comma);
  const fallback = comma < 0 ? null : inside.slice(comma + 1).trim();
  // AWS prints blanks around a key in one place and refuses them in another.
  if (key === '' || key.trim() !== key || MULTIVALUED.has(key.toLowerCase())) return OPEN;
  if (fallback !== null && !isQuoted(fallback)) return OPEN;
  const asked = lookup?.(key) ?? { state: 'unknown' };
  if (asked.state === 'absent') return fallback === null ? ABSENT : { text: fallback.slice(1, -1), isLiteral: false };
  const [value] = asked.state === 'present' && asked.values.length === 1 ? asked.values : [];
  return value === undefined ? OPEN : { text: value, isLiteral: false };
}

const isQuoted = (text: string): boolean => text.length >= 2 && text.startsWith("'") && text.endsWith("'");

/** Keys with several values in one call, which variables can't name. */
const MULTIVALUED: ReadonlySet<string> = new Set([
  'aws:tagkeys',
  'aws:calledvia',
  'aws:principalorgpaths',
  'aws:resourceorgpaths',
  'aws:vpceorgpaths',
  'aws:principalservicenameslist',
  'kms:encryptioncontextkeys',
]);
