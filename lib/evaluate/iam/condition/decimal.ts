/** A number as its digits: exact however long. */
export interface Decimal {
  readonly isNegative: boolean;
  /** Without leading zeros. */
  readonly whole: string;
  /** Without trailing zeros. */
  readonly fraction: string;
}

/** An integer or a decimal; null for any other text. */
export function parseDecimal(text: string): Decimal | null {
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(text)) return null;
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const digits = { whole: withoutLeading(whole), fraction: withoutTrailing(fraction) };
  return { ...digits, isNegative: text.startsWith('-') && (digits.whole !== '' || digits.fraction !== '') };
}

/** Less than, equal to or greater than: -1, 0 or 1. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.isNegative !== b.isNegative) return a.isNegative ? -1 : 1;
  const sizes = Math.sign(a.whole.length - b.whole.length) || order(a.whole, b.whole) || order(a.fraction, b.fraction);
  return a.isNegative ? 0 - sizes : sizes;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function withoutLeading(digits: string): string {
  let start = 0;
  while (digits[start] === '0') start += 1;
  return digits.slice(start);
}

function withoutTrailing(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
