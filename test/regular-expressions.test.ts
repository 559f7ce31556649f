import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Literal {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

const LITERAL =
  /(?<=[=(,:[!&|?]\s*|^\s*)\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)(?![\w'])/gm;

/** Every regular expression that a file has as a literal. */
const literalsIn = (file: string): readonly Literal[] =>
  [
    ...readFileSync(ROOT + file, 'utf8')
      .replace(/^\s*(?:\/\/|\*).*$/gm, '')
      .matchAll(LITERAL),
  ].map(([, source = '', flags = '']) => ({ file, source, flags }));

const LITERALS = ['lib', 'functions']
  .flatMap((folder) =>
    readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .filter((file) => file.endsWith('.ts'))
  .flatMap(literalsIn);

const LENGTH = 1_000_000;

/** What a quantifier may run along, and each literal of the expression with each of these behind it. */
const RUNS = [' ', '\n', 'a', 'A', '0', '-', '.', ':', '/', '=', ',', '"', 'a.', 'a-', 'a:', 'aA0', 'a b', ': ', '0::'];

const repeated = (part: string): string => part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH);

/** The expression's own words: what gets it going, again and again. */
const wordsIn = (source: string): readonly string[] => [
  ...new Set(source.replace(/\\[bdwsDWS]|\[[^\]]*\]|\(\?[:=!<]*/g, '\0').match(/[\w :-]{3,}/g) ?? []),
];

const worstFor = (source: string): readonly string[] => [
  ...RUNS.map(repeated),
  ...wordsIn(source).flatMap((word) => [repeated(word), ...RUNS.map((run) => word + repeated(run))]),
];

/** A step for each pair of characters would take hours. Milliseconds. */
const HANG_MS = 20_000;

test('no regular expression takes more steps than a text is long, whatever a megabyte of it repeats', () => {
  const slow = LITERALS.flatMap(({ file, source, flags }) => {
    // Megabytes, and so none of them is kept for the next one.
    const context = { texts: worstFor(source), pattern: new RegExp(source, flags.includes('g') ? flags : `${flags}g`) };
    try {
      runInNewContext('for (const text of texts) text.replace(pattern, "")', context, { timeout: HANG_MS });
      return [];
    } catch (error) {
      return [`${file}: /${source}/${flags} (${(error as NodeJS.ErrnoException).code})`];
    }
  });
  expect(LITERALS.length).toBeGreaterThan(60);
  expect(slow).toEqual([]);
});
