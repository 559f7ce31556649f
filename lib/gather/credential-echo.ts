import type { Credentials } from './credentials.ts';

/** As many characters in a row of a credential are no chance, among thousands of ids in hex neither. */
const RUN = 12;

const LETTERS_AND_DIGITS = /[^a-z0-9]/g;

/** What is left of a text when capitals, signs and line ends are not looked at. */
const bare = (text: string): string => text.toLowerCase().replace(LETTERS_AND_DIGITS, '');

/** The ways in which a value may stand in a text: plain, escaped, hex, and base64 at each of its three offsets. */
function disguisesOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // The first characters depend on what stands before the value.
    return text.slice(Math.ceil((offset * 4) / 3));
  });
  return [value, encodeURIComponent(value), bytes.toString('hex'), ...base64];
}

/** Whether a text holds a piece of one of the values, in whatever disguise a peer may send it back. */
export function echoes(text: string, values: readonly (string | undefined)[]): boolean {
  const said = bare(text);
  if (said.length < RUN) return false;
  const runs = new Set(
    values.flatMap((value) => (value ? disguisesOf(value) : [])).flatMap((one) => runsOf(bare(one))),
  );
  for (let at = 0; at <= said.length - RUN; at += 1) if (runs.has(said.slice(at, at + RUN))) return true;
  return false;
}

/** The values of credentials that must never show. */
export const valuesOf = (known: Credentials | undefined): readonly (string | undefined)[] => [
  known?.accessKeyId,
  known?.secretAccessKey,
  known?.sessionToken,
];

const runsOf = (text: string): readonly string[] =>
  Array.from({ length: Math.max(0, text.length - RUN + 1) }, (_, at) => text.slice(at, at + RUN));
