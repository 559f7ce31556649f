import findings from '#findings';
import { CHECKED_CODES, type Code, UNCHECKED_CODES } from '../model/codes.ts';
import { UsageError } from '../model/errors.ts';
import { layerRank } from '../model/layer.ts';
import { columnsOf } from '../report/render/wrap.ts';
import { SYMPTOMS } from '../words/symptoms.ts';
import { type Command, parseCommandLine } from './command.ts';
import type { Io } from './io.ts';
import { pageText } from './page-text.ts';
import { terminalPaint } from './terminal-paint.ts';

const help = `vpce-doctor explain: what a finding means, how to fix it, how to confirm it

  vpce-doctor explain dns/public-answer     one finding
  vpce-doctor explain dns                   the findings of a layer, a line each
  vpce-doctor explain timeout               the findings that a word stands in, a line each
  vpce-doctor explain                       all findings, by what you see

  --codes    only the codes, a line each

On a terminal a page is laid out for it; in a pipe it's the Markdown itself.
`;

async function run(args: readonly string[], io: Io): Promise<number> {
  const { positionals, values } = parseCommandLine(args, { codes: { type: 'boolean', default: false } } as const);
  if (positionals.length > 1) throw new UsageError('one code at a time');
  const [code] = positionals;
  if (values.codes && code !== undefined) throw new UsageError('--codes lists all codes: it takes no code');
  if (values.codes) io.stdout.write(CODES.map((one) => `${one}\n`).join(''));
  else io.stdout.write(code === undefined ? bySymptom(io) : page(code, io));
  return 0;
}

const CODES: readonly Code[] = [...CHECKED_CODES, ...UNCHECKED_CODES].toSorted((a, b) => layerRank(a) - layerRank(b));

const isUnchecked = (code: Code): boolean => (UNCHECKED_CODES as readonly Code[]).includes(code);

/** A page's first line is its title. */
const titleOf = (code: Code): string => findings(code).slice(2).split('\n', 1)[0] ?? '';

function list(codes: readonly Code[]): string {
  const width = Math.max(...codes.map((code) => code.length));
  return codes
    .map((code) => `${code.padEnd(width)}  ${titleOf(code)}${isUnchecked(code) ? ' (not checked yet)' : ''}\n`)
    .join('');
}

function bySymptom({ stdout, env }: Io): string {
  const paint = terminalPaint(stdout, env);
  return SYMPTOMS.map(
    ({ title, codes }) => `${paint.strong(title)}\n${list(codes).replaceAll(/^/gm, '  ').trimEnd()}\n`,
  ).join('\n');
}

/** The page of a code, or the codes of a layer. */
function page(asked: string, { stdout, env }: Io): string {
  const code = CODES.find((one) => one === asked);
  if (code && stdout.isTTY) return pageText(findings(code), terminalPaint(stdout, env), columnsOf(stdout.columns));
  if (code) return findings(code);
  const ofLayer = CODES.filter((one) => one.startsWith(`${asked}/`));
  if (ofLayer.length > 0) return list(ofLayer);
  const near = CODES.find((one) => one.startsWith(asked) || one.endsWith(`/${asked}`)) ?? nearest(asked);
  const mentioning = near ? [] : CODES.filter((one) => mentions(one, asked.toLowerCase()));
  if (mentioning.length > 0) return list(mentioning);
  throw new UsageError(
    `there is no finding "${asked}"; ${near ? `did you mean ${near}?` : 'explain without a code lists them all'}`,
  );
}

/** Whether a word stands in a code, in what its page says in short, or in what people see of it. */
function mentions(code: Code, word: string): boolean {
  const [inShort = ''] = findings(code).split('\n## ', 1);
  const seen = SYMPTOMS.filter(({ codes }) => codes.includes(code)).map(({ title }) => title);
  return word.length > 1 && [code, inShort, ...seen].some((text) => beginsIn(text.toLowerCase(), word));
}

/** Whether a word of a text begins so; what people write in two words, AWS may write in one. */
function beginsIn(text: string, word: string): boolean {
  const words = ` ${text.replaceAll(/[^a-z0-9]+/g, ' ')}`;
  return words.includes(` ${word}`) || words.includes(` ${word.replaceAll(' ', '')}`);
}

function nearest(asked: string): Code | undefined {
  const [near] = CODES.map((one) => [one, distance(one, asked)] as const)
    .filter(([, far]) => far <= Math.min(FARTHEST, asked.length / 2))
    .toSorted(([, one], [, other]) => one - other);
  return near?.[0];
}

/** Of a code that somebody mistyped: changes of letters. */
const FARTHEST = 6;

/** How many letters are to be added, left out or replaced to make one text the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j++) {
      const replaced = (row[j] ?? 0) + (letter === other[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

export default { help, run } satisfies Command;
