import { runCommand } from '../../lib/cli/run-command.ts';
import type { Ended } from './run-command.ts';

/** Runs a command in this process, with an environment of its own: the same code as a process runs, in a hundredth of the time. */
export async function runInProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  const code = await runCommand(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env,
  });
  return { code, stdout, stderr };
}
