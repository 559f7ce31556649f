import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BugError } from '../../lib/model/errors.ts';
import { describeSingles, describeWorld } from './describe-world.ts';
import type { MemorySize } from './processor-share.ts';
import {
  type LabOrder,
  type LabProgram,
  type LabResult,
  type LambdaRuntime,
  type Pause,
  RECORDED,
} from './protocol.ts';
import { endpointFactsOf, FUNCTION_NAME } from './sandbox.ts';
import { type Scenario, worldOf } from './scenario.ts';
import type { World } from './world.ts';

/** All that the AWS CLI would print of a world, by the name of the call. */
export const describedFiles = (world: World) => ({ ...describeWorld(world), ...describeSingles(world, FUNCTION_NAME) });
export { MEMORY_OF_A_PROCESSOR_MB, MEMORY_SIZES, type MemorySize } from './processor-share.ts';
export { recordingOf } from './recordings.ts';
export { endpointFactsOf } from './sandbox.ts';
export { allScenarios, findScenario, type Scenario } from './scenario.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** As a source, or compiled beside this. */
const INSIDE = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? 'inside.ts' : 'inside.mjs', import.meta.url));

/** As in the deployment: enough for every wait of one run, and an answer. */
const TIMEOUT_MS = 30_000;

/** Whoever looks from outside has no function's timeout; a busy machine may take its time. */
const OUTSIDE_TIMEOUT_MS = 40_000;

/** What this machine lets a lab do. A reason is a sentence for people. */
export interface LabSupport {
  readonly namespaces: true | string;
  readonly filters: true | string;
}

/** Tries the very things that a lab needs, so that no list of distributions has to be right. */
export function labSupport(asRoot = process.getuid?.() === 0): LabSupport {
  const namespaces = whyNoNamespaces(asRoot);
  if (namespaces !== null) return { namespaces, filters: namespaces };
  const nft = attempt([...unshare(asRoot), 'nft', 'list', 'tables']);
  return { namespaces: true, filters: nft === null ? true : `packet filters need Debian's package nftables (${nft})` };
}

function whyNoNamespaces(asRoot: boolean): string | null {
  if (process.platform !== 'linux') return `it needs Linux network namespaces, and this is ${process.platform}`;
  const tools = attempt(['nsenter', '--version']) ?? attempt(['unshare', '--version']);
  if (tools !== null) return `it needs Debian's package util-linux (${tools})`;
  const refused = attempt([...unshare(asRoot), 'true']);
  if (refused !== null) {
    return `${asRoot ? 'network namespaces' : 'user namespaces'} are not allowed here (${refused}); ${asRoot ? 'a container needs --privileged' : 'run it as root, or see docs/limits.md'}`;
  }
  const ip = attempt([...unshare(asRoot), 'ip', 'link', 'show', 'lo']);
  return ip === null ? null : `it needs Debian's package iproute2 (${ip})`;
}

/** Null where the command works; else the last line that it said. */
function attempt([command = '', ...args]: readonly string[]): string | null {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 10_000, env: ENVIRONMENT });
    return null;
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    return stderr?.toString().trim().split('\n').at(-1) || code || 'unknown error';
  }
}

/** An ordinary user's PATH often lacks the folders where `nft` and `ip` are; and the lab's own sources are compiled once. */
const ENVIRONMENT = {
  ...process.env,
  PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/node', import.meta.url)),
};

/** New network, mounts and processes; root needs no user namespace for that, everyone else does. */
const unshare = (asRoot: boolean): readonly string[] => [
  'unshare',
  ...(asRoot ? [] : ['--user', '--map-root-user']),
  '--net',
  '--mount',
  '--pid',
  '--fork',
  '--kill-child=KILL',
  '--mount-proc',
];

export interface LabRun extends LabResult {
  readonly world: World;
  readonly seed: number;
  readonly memoryMb: MemorySize | null;
  /** From the order to the result, in milliseconds. */
  readonly totalMs: number;
}

export interface LabOptions {
  readonly seed: number;
  readonly enforceFilters: boolean;
  readonly asRoot?: boolean;
  /** Fields of the event beside those that the scenario gives. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** Events for the same process after the first one; with a scenario, in its world of the same seed. */
  readonly later?: readonly { readonly event?: object; readonly scenario?: Scenario; readonly timeoutMs?: number }[];
  /** Lambda's own runtime, instead of the lab's bootstrap. */
  readonly runtime?: LambdaRuntime;
  /** Stops the function's processes after each event, and continues them. */
  readonly pause?: Pause;
  /** The folder of what was built that is run as the function; without it, the verifier. */
  readonly bundle?: string;
  /** The function's own timeout. */
  readonly timeoutMs?: number;
  /** How long the lab waits for the answer to the first event; without it, as long as the function has. */
  readonly patienceMs?: number;
  /** The function's memory, and with it its share of a processor; without it, it has as much as there is. */
  readonly memoryMb?: MemorySize;
  /** What was changed of the scenario's world before anybody looks. */
  readonly changed?: (world: World) => World;
  /** Also look at the configuration from outside the VPC. */
  readonly outside?: boolean;
  /** Node's arguments, by the world, to run instead of the function. */
  readonly args?: (world: World) => readonly string[];
  /** Programs of this machine that are there at their own paths, with `args`. */
  readonly tools?: readonly string[];
  /** Node's arguments, by the world, to run at the services' end of the network at the same time, with `args`. */
  readonly beside?: (world: World) => readonly string[];
}

/** Builds the scenario's world, runs the built function in it (or Node with `args`), and takes everything down again. */
export async function runScenario(scenario: Scenario, options: LabOptions): Promise<LabRun> {
  const { seed, enforceFilters, args, timeoutMs = TIMEOUT_MS, asRoot = process.getuid?.() === 0 } = options;
  const started = performance.now();
  const { changed = (world: World) => world } = options;
  const world = changed(worldOf(scenario, seed));
  const asked = scenario.asks === 'workload' ? { secretId: world.SecretIds.workload } : {};
  const program: LabProgram = args
    ? {
        kind: 'node',
        args: args(world),
        tools: options.tools ?? [],
        beside: options.beside?.(world) ?? null,
        timeoutMs,
      }
    : scenario.runs === 'host'
      ? { kind: 'host', args: verifyArgs(world, asked.secretId, timeoutMs), timeoutMs }
      : {
          kind: 'function',
          event: { ...asked, ...options.event },
          later: (options.later ?? []).map(({ event = {}, scenario: next, ...own }) => ({
            event: { ...asked, ...event },
            world: next ? worldOf(next, seed) : null,
            timeoutMs: own.timeoutMs ?? timeoutMs,
          })),
          runtime: options.runtime ?? null,
          timeoutMs,
          patienceMs: options.patienceMs ?? timeoutMs,
          pause: options.pause ?? null,
        };
  const outside = options.outside ? { args: inspectArgs(world, asked.secretId), timeoutMs: OUTSIDE_TIMEOUT_MS } : null;
  const memoryMb = options.memoryMb ?? null;
  const result = await enter(
    { world, program, outside, memoryMb, dist: DIST, bundle: options.bundle ?? 'lambda', enforceFilters },
    asRoot,
  );
  return { ...result, world, seed, memoryMb, totalMs: performance.now() - started };
}

/** How the workload's own host looks, and as long as the function would. */
const verifyArgs = (world: World, secretId = world.SecretIds.canary, timeoutMs: number): readonly string[] => [
  ...['verify', '--secret-id', secretId, '--endpoint', endpointFactsOf(world), '--timeout', String(timeoutMs)],
  ...['--format', 'json', '--record', `/tmp/${RECORDED}`],
];

/** How whoever is on call looks from outside: at the function, the endpoint and the secret by their names. */
const inspectArgs = (world: World, secretId = world.SecretIds.canary): readonly string[] => [
  'inspect',
  '--function',
  FUNCTION_NAME,
  '--secret-id',
  secretId,
  ...(world.Behaviour.endpoint === 'exists' ? ['--endpoint-id', world.VpcEndpoint.VpcEndpointId] : []),
  '--format',
  'json',
  '--record',
  `/tmp/${RECORDED}`,
];

function enter(order: LabOrder, asRoot: boolean): Promise<LabResult> {
  // The kernel ends `unshare` when this process ends, and with it all that is inside, also where nothing listens any more.
  const [command = '', ...args] = [
    'setpriv',
    '--pdeathsig',
    'KILL',
    ...unshare(asRoot),
    'sh',
    '-c',
    'mount -t tmpfs tmpfs /run && exec "$@"',
    'sh',
    process.execPath,
    INSIDE,
  ];
  const lab = spawn(command, args, {
    env: ENVIRONMENT,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let trouble = '';
  lab.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part;
  });
  lab.stderr.setEncoding('utf8').on('data', (part: string) => {
    trouble += part;
  });
  // The pipe stays open on purpose: its end is how the lab learns that we are gone.
  lab.stdin.on('error', () => {}).write(`${JSON.stringify(order)}\n`);
  return new Promise((resolve, reject) => {
    lab.on('error', reject);
    lab.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(out) as LabResult);
      else reject(new BugError(`the lab could not be built (exit ${code}):\n${trouble.trim()}`));
    });
  });
}
