import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { EPHEMERAL_PORTS } from '../model/ephemeral-ports.ts';
import { UsageError } from '../model/errors.ts';
import type { Source } from '../model/run.ts';
import type { Io } from './io.ts';

/** One command: its help, and what it does with its arguments. Resolves to the exit code. */
export interface Command {
  readonly help: string;
  run(args: readonly string[], io: Io): Promise<number>;
}

/** Arguments by option name; wrong ones become a sentence for the user. */
export function parseCommandLine<O extends ParseArgsOptionsConfig>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${said.split(/\. |\.?\n/)[0]} (see --help)`);
  }
}

export function parseClientKind(text: string): Source['kind'] {
  const kinds = Object.keys(EPHEMERAL_PORTS) as Source['kind'][];
  const kind = kinds.find((one) => one === text);
  if (!kind) throw new UsageError(`--client takes ${kinds.join(', ')}, not "${text}"`);
  return kind;
}

/** A whole number of milliseconds, within sense. */
export function parseMilliseconds(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 100 || value > 900_000) {
    throw new UsageError(`${option} takes milliseconds from 100 to 900000, not "${text}"`);
  }
  return value;
}
