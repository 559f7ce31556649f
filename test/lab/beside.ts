import { spawn } from 'node:child_process';
import { LAB_ENVIRONMENT } from './sandbox.ts';

/** Runs Node where the services are, with all of their addresses. It ends with the lab; if it fails, so does the lab. */
export function startBeside(args: readonly string[]): void {
  const beside = spawn(process.execPath, [...args], { env: LAB_ENVIRONMENT, stdio: ['ignore', 'ignore', 'inherit'] });
  beside.once('exit', (code) => {
    if (code !== 0) process.exit(1);
  });
}
