import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../lib/model/errors.ts';
import { configurationSchema } from './configuration.ts';

/** The file that is read where none is named. */
export const DEFAULT_FILE = 'vpce-doctor.json';

/** These hold text even where it looks like a number. */
const TEXTS = ['env', 'projectId', 'revision', 'trailLogGroupName', 'stackName', 'account'];

/**
 * What the user configured: one JSON file, `-c config=FILE` or vpce-doctor.json, and over it whatever `-c KEY=VALUE` says, where a
 * value is JSON or plain text. Throws UsageError.
 */
export function givenConfiguration(context: (key: string) => unknown): { given: unknown; source: string } {
  const named = context('config');
  const file = typeof named === 'string' ? named : DEFAULT_FILE;
  const keys = Object.keys(configurationSchema.entries).filter((key) => context(key) !== undefined);
  if (named === undefined && !existsSync(file)) {
    if (keys.length > 0) return { given: overridesOf(keys, context), source: 'the context' };
    throw new UsageError(
      `there is no ${DEFAULT_FILE} here: write one with vpce-doctor init (docs/configuration.md lists its keys), pass another with -c config=FILE, or pass every value with -c KEY=VALUE`,
    );
  }
  const read = readObject(file);
  const source = keys.length > 0 ? `${file} with the context` : file;
  return { given: { ...read, ...overridesOf(keys, context) }, source };
}

function readObject(file: string): object {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`can't read ${file}: ${(error as NodeJS.ErrnoException).code}`);
  }
  const value = parseJson(text);
  if (value === undefined) throw new UsageError(`${file} is not JSON`);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${file} isn't a JSON object`);
  return value;
}

function overridesOf(keys: readonly string[], context: (key: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, parseOverride(key, context(key))]));
}

function parseOverride(key: string, given: unknown): unknown {
  if (typeof given !== 'string' || TEXTS.includes(key)) return given;
  return parseJson(given) ?? given;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
