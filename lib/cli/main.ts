#!/usr/bin/env node
import { homedir } from 'node:os';
import process, { argv, env, exit, stderr, stdout, versions } from 'node:process';

/** Source: sysexits(3), EX_IOERR. */
const EXIT_OUTPUT = 74;

/** Older ones lack what the code uses; say so instead of failing somewhere in it. */
const OLDEST_NODE = 22;

if (Number(versions.node.split('.')[0]) < OLDEST_NODE) {
  stderr.write(`vpce-doctor: this needs Node ${OLDEST_NODE} or newer, and is run by ${versions.node}\n`);
  exit(64);
}
const { hasHungLookup } = await import('../gather/probes/lookup-in-process.ts');
const { runCommand } = await import('./run-command.ts');
// Whoever has neither a home nor an entry among the users is asked for one by the SDK, which fails for want of it.
try {
  homedir();
} catch {
  env.HOME = '/';
}
stdout.on('error', leave);
// Loaded when asked: it brings an SDK client with it.
const profileRegion = async () => (await import('./profile-region.ts')).profileRegion();
const code = await runCommand(argv.slice(2), { stdout, stderr, env, profileRegion });
// Pipes are written asynchronously: leave only when everything is out.
stdout.write('', leave);

/** A report that cannot be written is no success, whatever it says. */
function leave(error?: NodeJS.ErrnoException | null): void {
  if (error) stderr.write(`vpce-doctor: the output cannot be written (${error.code})\n`, () => end(EXIT_OUTPUT));
  else end(code);
}

/** A lookup that never returns would hold up the exit; another program in this process's place ends at once. */
function end(exitCode: number): void {
  if (hasHungLookup() && 'execve' in process) process.execve?.('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
  exit(exitCode);
}
