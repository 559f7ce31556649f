import type { MemorySize, ShareMeans } from './processor-share.ts';
import type { Invocation } from './runtime-api.ts';
import type { World } from './world.ts';

/** The file in which a command leaves what it saw. */
export const RECORDED = 'recorded.json';

/** A runtime of Lambda's own making, in the place of the lab's bootstrap: an installed aws-lambda-ric and the Node it runs on. */
export interface LambdaRuntime {
  /** As Lambda calls it: `nodejs22.x`. */
  readonly identifier: string;
  /** The folder of the package. */
  readonly ric: string;
  /** The binary. */
  readonly node: string;
}

/** One more event for the process that took the first one, its limit, and what the world has become; null: it is as it was. */
export interface LaterInvocation {
  readonly event: unknown;
  readonly world: World | null;
  readonly timeoutMs: number;
}

/** The processes of a function stand still for a while, so long after each event was taken. Milliseconds. */
export interface Pause {
  readonly afterMs: number;
  readonly forMs: number;
}

/** The function, and the events that one process of it takes. */
export interface FunctionProgram {
  readonly kind: 'function';
  readonly event: unknown;
  readonly later: readonly LaterInvocation[];
  /** Null: the lab's bootstrap. */
  readonly runtime: LambdaRuntime | null;
  /** The limit of the first event. */
  readonly timeoutMs: number;
  /** How long the lab waits for its answer. */
  readonly patienceMs: number;
  readonly pause: Pause | null;
}

/** Node with arguments, as on a host. */
export interface NodeProgram {
  readonly kind: 'node';
  readonly args: readonly string[];
  /** Programs of this machine that it finds at their own paths. */
  readonly tools: readonly string[];
  /** Node's arguments for one more program, which has the services' place and addresses; null: there is none. */
  readonly beside: readonly string[] | null;
  readonly timeoutMs: number;
}

/** The command on a host, with the arguments after its name. What it records is its answer. */
export interface HostProgram {
  readonly kind: 'host';
  readonly args: readonly string[];
  readonly timeoutMs: number;
}

/** What runs in the client's namespace. */
export type LabProgram = FunctionProgram | NodeProgram | HostProgram;

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
  /** The function's memory, and with it its share of a processor; null: as much as there is. */
  readonly memoryMb: MemorySize | null;
  /** Folder of what was built: `lambda` and `cli` are in it. */
  readonly dist: string;
  /** Which of its folders the function is. */
  readonly bundle: string;
  /** False where nft is missing: packets then flow unfiltered. */
  readonly enforceFilters: boolean;
}

/** What came of it. */
export interface LabResult extends Invocation {
  /** What came of the later events, in their order. */
  readonly later: readonly Invocation[];
  /** All that the process printed. */
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code of the process; null where it was still running, as a function is. */
  readonly exitCode: number | null;
  /** Packets dropped by each filter since the world last changed; null where filters were not enforced. */
  readonly drops: Readonly<Record<string, number>> | null;
  readonly builtMs: number;
  /** From the start of the function's process until it asked for its first event, in milliseconds; 0 where no function ran. */
  readonly initMs: number;
  /** How the function was held to its share of a processor; null where it had no limit. */
  readonly share: ShareMeans | null;
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
