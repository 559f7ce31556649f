import { spawn } from 'node:child_process';
import type { DnsOutcome, SystemLookup } from '../../model/dns.ts';
import { startStopwatch } from '../stopwatch.ts';
import type { Waits } from '../waits.ts';
import { errorCodeOf } from './error-code.ts';
import { type LookupAnswer, lookupOf } from './lookup-answer.ts';

/**
 * Says `?` when it begins to ask: what a slow machine takes until then is nobody's silence. Ends when its parent does, whose end of the
 * pipe is then closed; a signal, since a lookup that hangs would hold up its exit.
 */
const ASK = `process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume();
process.stdout.write('?');
require('node:dns').lookup(process.argv[1], { all: true }, (error, answers) =>
  process.stdout.write(JSON.stringify(error ? { code: error.code, errno: error.errno } : { answers }), () => process.exit()))`;

/** getaddrinfo, called by a short-lived child of the same Node, which is killed when the wait ends. */
export function lookupInChild(host: string, waits: Waits, node = process.execPath): Promise<SystemLookup> {
  let watch = startStopwatch();
  return new Promise((resolve) => {
    const finish = (lookup: Omit<SystemLookup, 'tookMs'>) => {
      endWait();
      child?.kill('SIGKILL');
      resolve({ ...lookup, tookMs: watch.waitedMs() });
    };
    const unanswered = (outcome: DnsOutcome) => finish({ outcome, code: 'ETIMEOUT', addresses: [] });
    const failed = (error: Error) =>
      finish({ outcome: 'failed', code: errorCodeOf(error) ?? error.name, addresses: [] });
    let endWait = waits.start('dns', () => unanswered('unfinished'));
    const child = started(node, host, failed);
    let text = '';
    child?.stdout.setEncoding('utf8').on('data', (part: string) => {
      if (text === '' && part.startsWith('?')) {
        endWait();
        watch = startStopwatch();
        endWait = waits.start('dns', unanswered);
      }
      text += part;
    });
    child?.on('close', () => finish(lookupOf(parse(text.replace('?', '')))));
  });
}

/** The child; null where there is none, as for want of a process or of a file descriptor, which some systems throw and some report. */
function started(node: string, host: string, onFailure: (error: Error) => void) {
  try {
    const child = spawn(node, ['-e', ASK, host], { stdio: ['pipe', 'pipe', 'ignore'], env: lookupEnvironment() });
    child.on('error', onFailure);
    child.stdin.on('error', () => {});
    return child;
  } catch (error) {
    // Told after the caller is ready to hear it.
    setImmediate(onFailure, error as Error);
    return null;
  }
}

/**
 * glibc asks again after five seconds, which is as long as silence takes to be one: one lost packet would look like a dead resolver.
 * So it asks again after two, and often enough not to give up before the wait does. What it answers stays the same.
 */
const ASK_AGAIN = 'timeout:2 attempts:5';

/** Credentials and NODE_OPTIONS have no business in a child that only resolves a name. */
function lookupEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH, LOCALDOMAIN, RES_OPTIONS } = process.env;
  const given = { PATH, LD_LIBRARY_PATH, LOCALDOMAIN, RES_OPTIONS: `${RES_OPTIONS ?? ''} ${ASK_AGAIN}`.trim() };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function parse(text: string): LookupAnswer {
  try {
    return JSON.parse(text) as LookupAnswer;
  } catch {
    return {};
  }
}
