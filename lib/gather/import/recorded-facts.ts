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
  const known = withoutEmptyIds(content);
  const facts = meansSchema1(known) ? factsOfSchema1(known, source) : parsed(FACTS, known, source);
  return { ...facts, runs: facts.runs.map((run) => ({ ...run, kind })) };
}

/** As deep as a target's endpoint stands, in either schema. */
const DEEPEST = 5;

/** An endpoint that nobody has named has no id; who writes facts with other tools may write null there, or nothing. */
function withoutEmptyIds(content: unknown, depth = DEEPEST): unknown {
  if (depth === 0 || typeof content !== 'object' || content === null) return content;
  if (Array.isArray(content)) return content.map((item) => withoutEmptyIds(item, depth - 1));
  return Object.fromEntries(
    Object.entries(content).flatMap(([key, value]) =>
      key === 'vpcEndpointId' && (value === null || value === '') ? [] : [[key, withoutEmptyIds(value, depth - 1)]],
    ),
  );
}
