/**
 * Text from the world made safe for a terminal: control characters, among them escape codes and line breaks, and the marks
 * that reorder text become visible escapes. Everything that a report quotes goes through here.
 */
export function plain(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** One character each. */
export const UNSAFE = /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const BARE_WORD = /^[\w@%+=:,./-]+$/;

/** An argument vector as a POSIX shell reads it. */
export const shellLine = (run: readonly string[]): string =>
  run.map((word) => (BARE_WORD.test(word) ? word : `'${plain(word).replaceAll("'", `'\\''`)}'`)).join(' ');
