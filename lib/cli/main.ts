#!/usr/bin/env node
import process, { argv, env, exit, stderr, stdout, versions } from 'node:process';

/** Older ones lack what the code uses; say so instead of failing somewhere in it. */
const OLDEST_NODE = 22;

if (Number(versions.node.split('.')[0]) < OLDEST_NODE) {
  stderr.write(`vpce-doctor: this needs Node ${OLDEST_NODE} or newer, and is run by ${versions.node}\n`);
  exit(64);
}
const { hasHungLookup } = await import('../gather/probes/lookup-in-process.ts');
const { runCommand } = await import('./run-command.ts');
const code = await runCommand(argv.slice(2), { stdout, stderr, env });
// Pipes are written asynchronously: leave only when everything is out.
stdout.write('', leave);

/** A lookup that never returns would hold up the exit; another program in this process's place ends at once. */
function leave(): void {
  if (hasHungLookup() && 'execve' in process) process.execve?.('/bin/sh', ['sh', '-c', `exit ${code}`], {});
  exit(code);
}
