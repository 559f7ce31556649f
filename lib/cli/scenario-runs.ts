import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mergeFacts } from '../facts/merge.ts';
import { parseRecordedFacts } from '../gather/import/recorded-facts.ts';
import { UsageError } from '../model/errors.ts';
import type { Facts } from '../model/facts.ts';
import { plain } from '../report/render/plain.ts';
import type { Output } from './io.ts';
import type { Lab, MemorySize, Scenario } from './load-lab.ts';

/** What one look at a scenario brought, live or replayed. */
export interface ScenarioRun {
  readonly facts: Facts;
  readonly drops: Readonly<Record<string, number>> | null;
  /** What is to be said after the report. */
  readonly note: string;
}

interface LiveOptions {
  readonly seed: number;
  readonly outside: boolean;
  /** The function's memory in megabytes, and with it its share of a processor; null: as much as there is. */
  readonly memoryMb: MemorySize | null;
  /** The folder to write the VPC's configuration into; null for none. */
  readonly describe: string | null;
}

/** Builds the VPC and runs the bundle in it. */
export async function live(lab: Lab, scenario: Scenario, options: LiveOptions, stderr: Output): Promise<ScenarioRun> {
  const { seed, outside, memoryMb, describe } = options;
  const { filters } = lab.labSupport();
  stderr.write(
    `building a simulated VPC (seed ${seed}) and running the Lambda bundle in it${outside ? '; reading its configuration from outside as well' : ''} …\n`,
  );
  const enforceFilters = filters === true;
  const result = await lab.runScenario(scenario, {
    seed,
    enforceFilters,
    outside,
    event: { mode: 'facts' },
    ...(memoryMb === null ? {} : { memoryMb }),
  });
  if (describe !== null)
    await writeDescriptions(describe, lab.describedFiles(result.world)).catch(cannotWrite(describe));
  if (result.response === null) throw whyNoAnswer(result.error, result.stderr);
  if (!enforceFilters)
    stderr.write(`note: filters were not enforced in this run (${filters}); the packets were real\n`);
  return {
    facts: factsOf(result),
    drops: result.drops,
    note: `built in ${Math.round(result.builtMs)} ms, diagnosed in ${Math.round(result.tookMs)} ms${shareSaid(lab, result)}`,
  };
}

/** A function that refuses its environment or event does so for a reason of whoever wrote the scenario. */
function whyNoAnswer(error: string | null, stderr: string): Error {
  const { errorType, errorMessage } = parsedError(error);
  return errorType === 'UsageError'
    ? new UsageError(`the function refuses what the scenario gives it: ${errorMessage}`)
    : new Error(`the function failed: ${error}\n${tail(stderr)}`);
}

function parsedError(error: string | null): { readonly errorType?: unknown; readonly errorMessage?: unknown } {
  try {
    return JSON.parse(error ?? '{}') as object;
  } catch {
    return {};
  }
}

/** What the function had of a processor, and who held it to that; nothing where it had as much as there is. */
function shareSaid(
  { MEMORY_OF_A_PROCESSOR_MB }: Lab,
  { memoryMb, share }: Pick<Awaited<ReturnType<Lab['runScenario']>>, 'memoryMb' | 'share'>,
): string {
  if (memoryMb === null || share === null) return '';
  const percent = Number(((memoryMb / MEMORY_OF_A_PROCESSOR_MB) * 100).toPrecision(2));
  const means = share === 'cgroup' ? 'a cgroup' : 'stopping and continuing it';
  return `, with ${percent} % of a processor as at ${memoryMb} MB, by ${means}`;
}

/** Judges again what was recorded of a scenario; null where nothing was, and says so. */
export function replay(lab: Lab, { name }: Scenario, outside: boolean, stderr: Output): ScenarioRun | null {
  const recording = lab.recordingOf(name);
  if (recording === null) {
    stderr.write(
      `vpce-doctor: there is no recording of ${plain(name)} to replay; only scenarios that come with the project have one (--list)\n`,
    );
    return null;
  }
  stderr.write(`replaying what was recorded of ${name}: no VPC is built, and no packet is sent\n`);
  const inside = parseRecordedFacts(recording.inside, `the recording of ${name}`, 'replayed');
  const facts = outside ? mergeFacts(inside, recording.outside) : inside;
  return { facts, drops: null, note: `recorded at ${facts.runs[0]?.takenAt}` };
}

/** What the function saw, with what was seen from outside where somebody looked. */
function factsOf({
  response,
  outside,
}: {
  response: string | null;
  outside: { recorded: string | null; stderr: string } | null;
}): Facts {
  const inside = JSON.parse(response ?? '') as Facts;
  if (outside === null) return inside;
  if (outside.recorded === null)
    throw new Error(`reading the configuration from outside failed\n${tail(outside.stderr)}`);
  return mergeFacts(inside, JSON.parse(outside.recorded) as Facts);
}

/** One file for each call of the AWS CLI. */
async function writeDescriptions(folder: string, documents: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [call, document] of Object.entries(documents)) {
    await writeFile(join(folder, `${call}.json`), `${JSON.stringify(document, null, 2)}\n`);
  }
}

const cannotWrite =
  (folder: string) =>
  (error: NodeJS.ErrnoException): never => {
    throw new UsageError(`--describe: ${folder} cannot be written (${error.code ?? error.name})`);
  };

/** The last lines of what a process said, without the minified source that a trace quotes. */
const tail = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.length < 400)
    .slice(-25)
    .join('\n');
