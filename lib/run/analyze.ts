import { mergeFacts } from '../facts/merge.ts';
import { type DescribeFile, type Imported, importDescribeOutput } from '../gather/import/describe-output.ts';
import type { JsonFile } from '../gather/import/read-json.ts';
import { parseRecordedFacts } from '../gather/import/recorded-facts.ts';
import { UsageError } from '../model/errors.ts';
import type { Facts } from '../model/facts.ts';
import { describedFacts, type Question } from './described-facts.ts';
import { regionsIn } from './regions-in.ts';

export interface AnalyzeRequest extends Omit<Question, 'region' | 'writtenAt'> {
  /** Recordings, as JSON. */
  readonly recorded: readonly DescribeFile[];
  /** What the AWS CLI printed, as JSON. */
  readonly described: readonly JsonFile[];
  /** Undefined: as the files tell it. */
  readonly region: string | undefined;
}

export interface Offline {
  readonly facts: Facts;
  /** What was given and could not be used, a sentence each. */
  readonly warnings: readonly string[];
}

/** Facts from files alone: recordings of any number of runs, and what the AWS CLI described of any number of accounts. */
export async function analyze(request: AnalyzeRequest): Promise<Offline> {
  const recorded = request.recorded.map(({ content, name }) => parseRecordedFacts(content, name));
  const [first, ...others] = recorded;
  const known = first && mergeFacts(first, ...others);
  if (request.described.length === 0) {
    if (!known) throw new UsageError('no file holds a recording');
    return { facts: known, warnings: [] };
  }
  const imported = importDescribeOutput(request.described);
  const region = regionOf(imported, request.region, known?.runs[0]?.target.region);
  // As old as the oldest of them: what is newer elsewhere may have changed since.
  const writtenAt = request.described.map((file) => file.writtenAt).toSorted()[0] ?? '';
  const described = await describedFacts(imported, { ...request, region, writtenAt });
  return { facts: known ? mergeFacts(known, described) : described, warnings: imported.warnings };
}

/** The Region that the described resources are in: as they tell it themselves, or else as it is said or was recorded. */
function regionOf({ described }: Imported, said: string | undefined, recorded: string | undefined): string {
  const told = regionsIn(described);
  const [only, ...others] = told;
  if (said !== undefined && only !== undefined && !told.includes(said))
    throw new UsageError(`--region: the files are from ${told.join(' and ')}, not ${said}`);
  const region = said ?? (others.length === 0 ? (only ?? recorded) : undefined);
  if (region !== undefined) return region;
  throw new UsageError(
    only === undefined
      ? "the files don't name a Region: pass --region eu-west-2"
      : `the files are from ${told.join(' and ')}: pass --region to choose one`,
  );
}
