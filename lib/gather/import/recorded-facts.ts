import { UsageError } from '../../model/errors.ts';
import { FACTS, type Facts } from '../../model/facts.ts';
import { factsOfSchema1, meansSchema1 } from './facts-schema-1.ts';
import { parsed } from './parsed.ts';

/** Whether a JSON document means to be recorded facts, good or not. */
export const meansFacts = (content: unknown): boolean =>
  typeof content === 'object' && content !== null && ('runs' in content || 'observations' in content);

/**
 * Recorded facts from JSON, as seen from here: offline, or as the replay of a run. Facts of schema 1 become facts of schema 2. Throws
 * UsageError, with the place, for facts of another schema or form.
 */
export function parseRecordedFacts(content: unknown, source: string, kind: 'offline' | 'replayed' = 'offline'): Facts {
  const { schema } = (content ?? {}) as { readonly schema?: unknown };
  if (schema !== 1 && schema !== 2)
    throw new UsageError(
      `${source} is a recording with schema ${JSON.stringify(schema)}; this version reads schemas 1 and 2`,
    );
  const facts = meansSchema1(content) ? factsOfSchema1(content, source) : parsed(FACTS, content, source);
  return { ...facts, runs: facts.runs.map((run) => ({ ...run, kind })) };
}
