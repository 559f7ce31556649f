import type { Invocation } from './runtime-api.ts';
import type { World } from './world.ts';

/** The file in which the program outside leaves what it saw. */
export const RECORDED = 'outside.json';

/** What runs in the client's namespace: the function, once, with an event; or Node with arguments, as on a host. */
export type LabProgram =
  | { readonly kind: 'function'; readonly event: unknown; readonly timeoutMs: number }
  | { readonly kind: 'node'; readonly args: readonly string[]; readonly timeoutMs: number };

/** What runs outside the VPC, beside the program: the command, with the arguments after its name. */
export interface OutsideProgram {
  readonly args: readonly string[];
  readonly timeoutMs: number;
}

/** What a lab is asked to do: the world to build, and what to run in it. */
export interface LabOrder {
  readonly world: World;
  readonly program: LabProgram;
  readonly outside: OutsideProgram | null;
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
  /** What came of the program outside; null where none was asked for. */
  readonly outside: OutsideResult | null;
}

export interface OutsideResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  /** The file that it recorded, as text; null where it left none. */
  readonly recorded: string | null;
  readonly tookMs: number;
}
