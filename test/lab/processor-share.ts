import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';

/** With so much memory a function has one whole processor. Source: Lambda Developer Guide, "Configure Lambda function memory". */
export const MEMORY_OF_A_PROCESSOR_MB = 1_769;

/** Sizes that the lab simulates, in megabytes. */
export const MEMORY_SIZES = [128, 256, 512, 1_769] as const;
export type MemorySize = (typeof MEMORY_SIZES)[number];

/** Lambda lets a function run for its share of each so many microseconds. */
const PERIOD_US = 20_000;

/** How a share is enforced: by the kernel, or by stopping and continuing the processes. */
export type ShareMeans = 'cgroup' | 'signals';

/** A share of a processor, for one process and all that it starts. */
export interface ProcessorShare {
  readonly means: ShareMeans;
  /** The command as it has to be started; the process must lead a group of its own. */
  wrap(command: string, args: readonly string[]): readonly [string, readonly string[]];
  /** Begins to hold the started process to its share. */
  hold(leader: number): void;
  /** Ends; the processes are killed. */
  end(): void;
}

/** The share that goes with a size. Root may use a cgroup where one can be made; everyone else stops and continues. */
export function processorShareOf(memoryMb: MemorySize): ProcessorShare {
  const share = memoryMb / MEMORY_OF_A_PROCESSOR_MB;
  const group = makeGroup(Math.round(share * PERIOD_US));
  return group === null ? bySignals(share) : byGroup(group);
}

/** Of version 1, where the controller has a hierarchy of its own, and of version 2. */
const HIERARCHIES = ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup'];
const PREFIX = 'vpce-doctor-lab-';

/** A group with so many microseconds of each period; null where none can be made. */
function makeGroup(quotaUs: number): string | null {
  for (const hierarchy of HIERARCHIES) {
    sweep(hierarchy);
    const folder = `${hierarchy}/${PREFIX}${Date.now()}-${randomUUID()}`;
    try {
      mkdirSync(folder);
      if (existsSync(`${folder}/cpu.max`)) {
        writeFileSync(`${folder}/cpu.max`, `${quotaUs} ${PERIOD_US}`);
        return folder;
      }
      if (existsSync(`${folder}/cpu.cfs_quota_us`)) {
        writeFileSync(`${folder}/cpu.cfs_period_us`, String(PERIOD_US));
        writeFileSync(`${folder}/cpu.cfs_quota_us`, String(quotaUs));
        return folder;
      }
      rmdirSync(folder);
    } catch {
      // Not allowed, or no such hierarchy: the next one.
    }
  }
  return null;
}

/** No lab runs so long. Milliseconds. */
const OLD_MS = 3_600_000;

/** Takes away what labs left that were killed, by the time in its name. A group with processes in it cannot be removed. */
function sweep(hierarchy: string): void {
  const left = existsSync(hierarchy) ? readdirSync(hierarchy).filter((name) => name.startsWith(PREFIX)) : [];
  const old = left.filter((name) => Date.now() - Number.parseInt(name.slice(PREFIX.length), 10) > OLD_MS);
  for (const name of old) removed(`${hierarchy}/${name}`);
}

function removed(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function byGroup(folder: string): ProcessorShare {
  let leader: number | null = null;
  return {
    means: 'cgroup',
    wrap: (command, args) => [
      '/bin/sh',
      ['-c', `echo 0 > ${folder}/cgroup.procs && exec "$@"`, 'sh', command, ...args],
    ],
    hold(started) {
      leader = started;
    },
    end() {
      if (leader !== null) signal(leader, 'SIGKILL');
      // Killed processes are gone a moment later.
      for (let tries = 0; tries < 50 && !removed(folder); tries += 1) Atomics.wait(PAUSE, 0, 0, 10);
    },
  };
}

const PAUSE = new Int32Array(new SharedArrayBuffer(4));

/** How often it is looked how much the processes have used. Milliseconds. */
const LOOK_MS = 5;

/**
 * Lets the group run while it has used less than its share of the time since it started, and one period ahead. A process that waits
 * uses nothing and is not stopped, as under a quota of the kernel's.
 */
function bySignals(share: number): ProcessorShare {
  let timer: NodeJS.Timeout | undefined;
  let leader: number | null = null;
  return {
    means: 'signals',
    wrap: (command, args) => [command, args],
    hold(started) {
      leader = started;
      const usedSinceLast = usageOf(started);
      let allowedMs = 0;
      let lastAt = performance.now();
      let isStopped = false;
      timer = setInterval(() => {
        const now = performance.now();
        // What was not used is not saved up, but for one period.
        allowedMs = Math.min((share * PERIOD_US) / 1_000, allowedMs + (now - lastAt) * share - usedSinceLast());
        lastAt = now;
        if (allowedMs < 0 === isStopped) return;
        isStopped = !isStopped;
        signal(started, isStopped ? 'SIGSTOP' : 'SIGCONT');
      }, LOOK_MS);
    },
    end() {
      clearInterval(timer);
      if (leader !== null) signal(leader, 'SIGKILL');
    },
  };
}

function signal(leader: number, name: NodeJS.Signals): void {
  try {
    process.kill(-leader, name);
  } catch {
    // The group has ended by itself.
  }
}

/** Tells for how many milliseconds the processes of a group have run since it was asked last, all threads together. */
function usageOf(leader: number): () => number {
  // A thread that has ended tells nothing any more: what it had run counts once, when it was seen.
  const known = new Map<string, number>();
  return () => {
    const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const ran = ids.filter((id) => groupOf(id) === leader).flatMap(threadsOf);
    const since = ran.reduce((sum, { thread, ranMs }) => sum + ranMs - (known.get(thread) ?? 0), 0);
    for (const { thread, ranMs } of ran) known.set(thread, ranMs);
    return since;
  };
}

function groupOf(id: string): number | null {
  try {
    // The name, which may hold anything, ends with the last parenthesis; state, parent and group follow it.
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
  } catch {
    return null;
  }
}

function threadsOf(id: string): readonly { readonly thread: string; readonly ranMs: number }[] {
  try {
    return readdirSync(`/proc/${id}/task`).map((task) => {
      const thread = `/proc/${id}/task/${task}`;
      return { thread, ranMs: Number(readFileSync(`${thread}/schedstat`, 'utf8').split(' ')[0]) / 1_000_000 };
    });
  } catch {
    return [];
  }
}
