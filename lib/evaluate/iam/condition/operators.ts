import { meetsArn } from '../match/arn.ts';
import { expand, meetsText, type Reading } from '../match/variables.ts';
import type { Lookup } from '../request.ts';
import { type Truth, truthOf } from '../truth.ts';
import { isInBlock } from './address.ts';
import { compareDecimals, type Decimal, parseDecimal } from './decimal.ts';
import { parseInstant } from './instant.ts';

/** Whether a value of the call meets a value of the policy. A null lookup: variables are plain text. */
export type Compare = (asked: string, wanted: string, lookup: Lookup | null) => Truth;

export interface Operator {
  readonly compare: Compare;
  /** True where no value meets. */
  readonly isNegated: boolean;
}

const string =
  (wildcards: boolean): Compare =>
  (asked, wanted, lookup) =>
    meetsText(expand(wanted, { wildcards, lookup }), asked);

const ignoringCase: Compare = (asked, wanted, lookup) => {
  const lower: Reading = {
    wildcards: false,
    lookup: lookup && ((key) => lowered(lookup(key))),
  };
  return meetsText(expand(wanted.toLowerCase(), lower), asked.toLowerCase());
};

const lowered = (asked: ReturnType<Lookup>): ReturnType<Lookup> =>
  asked.state === 'present' ? { ...asked, values: asked.values.map((value) => value.toLowerCase()) } : asked;

const arn: Compare = (asked, wanted, lookup) => meetsArn(expand(wanted, { wildcards: true, lookup }), asked, 'no');

/** What isn't of the operator's type has no documented result. */
const ordered =
  (parse: (text: string) => Decimal | null, holds: (order: number) => boolean): Compare =>
  (asked, wanted) => {
    const [a, b] = [parse(asked), parse(wanted)];
    return a && b ? truthOf(holds(compareDecimals(a, b))) : 'unknown';
  };

const ORDERS: readonly (readonly [string, (order: number) => boolean])[] = [
  ['equals', (order) => order === 0],
  ['lessthan', (order) => order < 0],
  ['lessthanequals', (order) => order <= 0],
  ['greaterthan', (order) => order > 0],
  ['greaterthanequals', (order) => order >= 0],
];

const orderedOf = (name: string, parse: (text: string) => Decimal | null): readonly (readonly [string, Operator])[] => [
  ...ORDERS.map(([suffix, holds]) => [name + suffix, positive(ordered(parse, holds))] as const),
  [`${name}notequals`, negated(ordered(parse, (order) => order === 0))],
];

const positive = (compare: Compare): Operator => ({ compare, isNegated: false });
const negated = (compare: Compare): Operator => ({ compare, isNegated: true });

const BOOLEANS: readonly string[] = ['true', 'false'];

const bool: Compare = (asked, wanted) => {
  const [a, b] = [asked.toLowerCase(), wanted.toLowerCase()];
  return BOOLEANS.includes(a) && BOOLEANS.includes(b) ? truthOf(a === b) : 'unknown';
};

const binary: Compare = (asked, wanted) => {
  const [a, b] = [bytesOf(asked), bytesOf(wanted)];
  return a === null || b === null ? 'unknown' : truthOf(a === b);
};

function bytesOf(text: string): string | null {
  try {
    return atob(text);
  } catch {
    return null;
  }
}

/** All operators but Null, by their name in lower case. Source: IAM User Guide, "Condition operators". */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['stringequals', positive(string(false))],
  ['stringnotequals', negated(string(false))],
  ['stringequalsignorecase', positive(ignoringCase)],
  ['stringnotequalsignorecase', negated(ignoringCase)],
  ['stringlike', positive(string(true))],
  ['stringnotlike', negated(string(true))],
  ...orderedOf('numeric', parseDecimal),
  ...orderedOf('date', parseInstant),
  ['bool', positive(bool)],
  ['binaryequals', positive(binary)],
  ['ipaddress', positive(isInBlock)],
  ['notipaddress', negated(isInBlock)],
  // Both honour wildcards.
  ...['arnequals', 'arnlike'].map((name) => [name, positive(arn)] as const),
  ...['arnnotequals', 'arnnotlike'].map((name) => [name, negated(arn)] as const),
]);

export const isOperator = (name: string): boolean => name === 'null' || OPERATORS.has(name);

export const operatorNamed = (name: string): Operator | null => OPERATORS.get(name) ?? null;
