import { spawn } from 'node:child_process';
import type { DnsOutcome, SystemLookup } from '../../model/probes.ts';
import type { Waits } from '../waits.ts';
import { errorCodeOf } from './error-code.ts';

/** Says `?` when it begins to ask: what a slow machine takes until then is nobody's silence. */
const ASK = `process.stdout.write('?'); require('node:dns').lookup(process.argv[1], { all: true }, (error, answers) =>
  process.stdout.write(JSON.stringify(error ? { code: error.code, errno: error.errno } : { answers })))`;

const EAI_NODATA = -3007;
const outcomeOf: Readonly<Record<string, DnsOutcome>> = { ENOTFOUND: 'name-not-found', EAI_AGAIN: 'server-failed' };

interface Said {
  readonly code?: string;
  readonly errno?: number;
  readonly answers?: readonly { readonly address: string }[];
}

/**
 * Resolves a name as every program on this host does: getaddrinfo, with its hosts file and search list.
 *
 * In a process of its own, because getaddrinfo cannot be cancelled: against a resolver whose TCP side is dead it
 * may never return, and would then hold a thread and the exit of whoever called it. A process can be killed.
 */
export function systemLookup(host: string, waits: Waits, node = process.execPath): Promise<SystemLookup> {
  let started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(node, ['-e', ASK, host], { stdio: ['ignore', 'pipe', 'ignore'], env: lookupEnvironment() });
    const finish = (outcome: DnsOutcome, code: string | null, addresses: readonly string[] = []) => {
      endWait();
      child.kill('SIGKILL');
      resolve({ outcome, code, addresses, tookMs: performance.now() - started });
    };
    let endWait = waits.start('dns', () => finish('unfinished', 'ETIMEOUT'));
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      if (text === '' && part.startsWith('?')) {
        endWait();
        started = performance.now();
        endWait = waits.start('dns', (outcome) => finish(outcome, 'ETIMEOUT'));
      }
      text += part;
    });
    child.on('error', (error) => finish('failed', errorCodeOf(error) ?? error.name));
    child.on('close', () => {
      const said = parse(text.replace('?', ''));
      if (said?.answers) return finish('answered', null, unique(said.answers.map((answer) => answer.address)));
      if (said?.errno === EAI_NODATA) return finish('no-address', 'ENODATA');
      finish(outcomeOf[said?.code ?? ''] ?? 'failed', said?.code ?? null);
    });
  });
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

function parse(text: string): Said | null {
  try {
    return JSON.parse(text) as Said;
  } catch {
    return null;
  }
}

const unique = (addresses: readonly string[]): readonly string[] => [...new Set(addresses)];
