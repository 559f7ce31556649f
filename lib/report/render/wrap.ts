import { plain, shellWords } from './plain.ts';

/** Columns of a terminal, and of everything that is read on one. */
export const COLUMNS = 80;

/** Less is no page, and more is not read as one line. */
const FEWEST = 40;
const MOST = 100;

/** The width to write for, of what a terminal has. */
export const columnsOf = (terminal: number | undefined): number =>
  terminal ? Math.min(Math.max(terminal, FEWEST), MOST) : COLUMNS;

/** Text as lines that fit, the first after `first` and the others under it. A word that is longer than a line stays whole. */
export function wrap(text: string, columns: number, first = '  ', rest = ' '.repeat(first.length)): readonly string[] {
  return filled(plain(text).split(' '), columns, first, rest, '');
}

/** A command as lines that fit, still one command for a shell: an option stays with its value. */
export function wrapCommand(run: readonly string[], columns: number, indent: string): readonly string[] {
  const pieces: string[] = [];
  for (const [at, word] of shellWords(run).entries()) {
    const isValue = !word.startsWith('-') && run[at - 1]?.startsWith('-');
    const isName = at > 0 && at < 3;
    if (isName || isValue) pieces.push(`${pieces.pop()} ${word}`);
    else pieces.push(word);
  }
  return filled(pieces, columns, indent, `${indent}  `, ' \\');
}

function filled(
  words: readonly string[],
  columns: number,
  first: string,
  rest: string,
  end: string,
): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of words) {
    if (!isEmpty && line.length + 1 + word.length + end.length > columns) {
      lines.push(line + end);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
