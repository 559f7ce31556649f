/**
 * Text from the world made safe for a terminal: control characters, among them escape codes and line breaks, marks that reorder
 * text, and what is invisible become visible escapes. Everything that a report quotes goes through here.
 */
export function plain(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** One character each: control and format characters (Unicode's Cc and Cf), line and paragraph separators, and letters that show as nothing. */
export const UNSAFE = /[\p{Cc}\p{Cf}\u2028\u2029\u115f\u1160\u3164\uffa0]|\u034f/gu;

const BARE_WORD = /^[\w@%+=:,./-]+$/;

/** The words of an argument vector, each as a POSIX shell reads it. */
export const shellWords = (run: readonly string[]): readonly string[] =>
  run.map((word) => (BARE_WORD.test(word) ? word : `'${plain(word).replaceAll("'", `'\\''`)}'`));

/** An argument vector as a POSIX shell reads it. */
export const shellLine = (run: readonly string[]): string => shellWords(run).join(' ');
