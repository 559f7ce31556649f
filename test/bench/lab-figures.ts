import { findScenario, type LabRun, type MemorySize, runScenario } from '../lab/lab.ts';

/** What runs: the bare call of the SDK, or the verifier in a mode. */
export type Program = 'bare' | 'schedule' | 'report';

/** Milliseconds of one process: from its start to its first answer, and of each later answer. */
export interface Figures {
  readonly coldMs: number;
  readonly warmMs: readonly number[];
}

const SEED = 2_026;

/** More than any run needs. */
const TIMEOUT_MS = 120_000;

/** Starts a function of a size in a scenario's world, and hands it events. */
export async function figuresOf(
  name: string,
  program: Program,
  memoryMb: MemorySize,
  warmEvents: number,
): Promise<Figures> {
  const scenario = await findScenario(name);
  const event = program === 'bare' ? {} : { mode: program };
  const run = await runScenario(scenario, {
    seed: SEED,
    enforceFilters: true,
    memoryMb,
    timeoutMs: TIMEOUT_MS,
    bundle: program === 'bare' ? 'bench' : 'lambda',
    event,
    later: Array.from({ length: warmEvents }, () => ({ event })),
  });
  assertRight(run, scenario.expects.inside?.verdict ?? scenario.expects.verdict, `${name}, ${program}`);
  return { coldMs: run.initMs + run.tookMs, warmMs: run.later.map(({ tookMs }) => tookMs) };
}

/** A figure of a run that went wrong is none. */
function assertRight(run: LabRun, verdict: string, what: string): void {
  for (const { response, error } of [run, ...run.later]) {
    const said = response === null ? null : (JSON.parse(response) as { verdict: string }).verdict;
    if (said !== verdict) throw new Error(`${what}: ${said ?? error}, not ${verdict}`);
  }
}
