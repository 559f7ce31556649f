import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../lib/cli/main.ts', import.meta.url));

/** What Node compiled once; dozens of processes then start in half the time. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url));

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a file with Node, without the Region of whoever runs the tests. */
export const runFile = (file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const { AWS_REGION: _, AWS_DEFAULT_REGION: __, ...rest } = process.env;
    const all = { ...rest, NODE_COMPILE_CACHE: CACHE, ...env };
    execFile(process.execPath, [file, ...args], { env: all }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });

/** Runs the command from its source, with variables beside the usual ones. */
export const runCommandWith = (env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Ended> =>
  runFile(MAIN, args, env);

/** Runs the command from its source. */
export const runCommand = (...args: readonly string[]): Promise<Ended> => runCommandWith({}, ...args);
