import { execFile } from 'node:child_process';
import { VERSION } from '../../lib/version.ts';
import type { Kept, Look } from './looks.ts';
import type { Names } from './names.ts';
import type { Step } from './steps.ts';

/** What came of one look: data without names, as it is sent back. */
export interface Came {
  readonly expects: string;
  readonly isAsExpected: boolean;
  readonly kept: Kept;
  /** AWS's name of the error, where there was no answer. */
  readonly error?: string;
}

export interface Answers {
  readonly step: string;
  readonly version: string;
  readonly region: string;
  readonly looks: readonly Came[];
}

/** Asks the AWS CLI; resolves with what it printed, or with the error's name. */
export type Ask = (args: readonly string[]) => Promise<{ readonly answer: unknown } | { readonly error: string }>;

const READS = /^(describe|get|list|filter)-/;

/** These begin like a read, and give away or change something. */
const NO_READS = ['get-secret-value', 'get-random-password', 'get-session-token', 'get-federation-token'];

/** Whether a call of the AWS CLI only reads. */
export const isRead = ([, operation = '']: readonly string[]): boolean =>
  READS.test(operation) && !NO_READS.includes(operation);

/** A step's looks, one after the other: what one learns, the next may need. */
export async function runStep(
  { id, looks }: Step,
  given: Names,
  ask: Ask,
  told: (came: Came) => void,
): Promise<Answers> {
  let names = given;
  const all: Came[] = [];
  for (const look of looks) {
    const { came, learned } = await lookOnce(look, names, ask);
    names = { ...names, ...learned };
    all.push(came);
    told(came);
  }
  return { step: id, version: VERSION, region: names.region, looks: all };
}

async function lookOnce(look: Look, names: Names, ask: Ask): Promise<{ came: Came; learned: Partial<Names> }> {
  const { expects, expectsError } = look;
  const args = look.run(names);
  const asked = await ask(args);
  if ('error' in asked) {
    const { error } = asked;
    return { came: { expects, isAsExpected: error === expectsError, kept: {}, error: wordOf(error) }, learned: {} };
  }
  const { isAsExpected, kept, learned = {} } = look.see(asked.answer, names);
  const entries = Object.entries(kept).map(([key, value]) => [key, typeof value === 'string' ? wordOf(value) : value]);
  return { came: { expects, isAsExpected, kept: Object.fromEntries(entries) }, learned };
}

/** A word of AWS's has neither digits nor hyphens, and ids have both. */
const wordOf = (text: string): string => (/^[A-Za-z_]{1,60}$/.test(text) ? text : 'other');

/** Asks the AWS CLI that is on the PATH, with the credentials that it finds. */
export const askAwsCli: Ask = (args) => {
  if (!isRead(args)) throw new Error(`not a read: aws ${args.slice(0, 2).join(' ')}`);
  const env = { ...process.env, AWS_PAGER: '' };
  return new Promise((resolve) => {
    execFile('aws', [...args, '--output', 'json'], { env, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (!error) return resolve(answerIn(stdout));
      const named = /An error occurred \((\w+)\)/.exec(stderr)?.[1];
      resolve({ error: named ?? (error.code === 'ENOENT' ? 'NoAwsCli' : 'CliFailed') });
    });
  });
};

function answerIn(stdout: string): { answer: unknown } | { error: string } {
  try {
    return { answer: JSON.parse(stdout || '{}') };
  } catch {
    return { error: 'NotJson' };
  }
}
