import type { Invocation } from './runtime-api.ts';
import type { World } from './world.ts';

/** What runs in the client's namespace: the function, once, with an event; or Node with arguments, as on a host. */
export type LabProgram =
  | { readonly kind: 'function'; readonly event: unknown; readonly timeoutMs: number }
  | { readonly kind: 'node'; readonly args: readonly string[]; readonly timeoutMs: number };

/** What a lab is asked to do: the world to build, and what to run in it. */
export interface LabOrder {
  readonly world: World;
  readonly program: LabProgram;
  /** Folder of what was built: `lambda` and `cli` are in it. */
  readonly dist: string;
  /** False where nft is missing: packets then flow unfiltered. */
  readonly enforceFilters: boolean;
}

/** What came of it. */
export interface LabResult extends Invocation {
  /** All that the process printed. */
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code of the process; null where it was still running, as a function is. */
  readonly exitCode: number | null;
  /** Packets dropped by each filter; null where filters were not enforced. */
  readonly drops: Readonly<Record<string, number>> | null;
  readonly builtMs: number;
}
