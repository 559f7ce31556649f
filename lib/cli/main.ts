#!/usr/bin/env node
import { argv, env, exit, stderr, stdout, versions } from 'node:process';

/** Older ones lack what the code uses; say so instead of failing somewhere in it. */
const OLDEST_NODE = 22;

if (Number(versions.node.split('.')[0]) < OLDEST_NODE) {
  stderr.write(`vpce-doctor: this needs Node ${OLDEST_NODE} or newer, and is run by ${versions.node}\n`);
  exit(64);
}
const { runCommand } = await import('./run-command.ts');
const code = await runCommand(argv.slice(2), { stdout, stderr, env });
// Pipes are written asynchronously: leave only when everything is out.
stdout.write('', () => exit(code));
