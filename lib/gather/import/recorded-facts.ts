import * as v from 'valibot';
import { UsageError } from '../../model/errors.ts';
import type { FactName, Facts, FactValues } from '../../model/facts.ts';
import { type Observation, unseen } from '../../model/observation.ts';
import { sentenceOf } from '../target-of.ts';
import { CONFIGURATION_SCHEMAS } from './configuration-schema.ts';
import { PROBE_SCHEMAS } from './probes-schema.ts';
import { number, text } from './schema-parts.ts';
import { TARGET, VANTAGE } from './target-schema.ts';

const unseenSchema = v.object({
  state: v.literal('unseen'),
  why: v.picklist(['denied', 'timed-out', 'failed', 'skipped']),
  detail: text,
});

const observed = <T extends v.GenericSchema>(value: T) =>
  v.variant('state', [v.object({ state: v.literal('seen'), value, tookMs: number }), unseenSchema]);

/** What a recording lacks is unseen. */
const NOT_HELD = unseen('skipped', 'the recording does not hold it');

const observations = Object.fromEntries(
  Object.entries({ ...PROBE_SCHEMAS, ...CONFIGURATION_SCHEMAS }).map(([name, value]) => [
    name,
    v.optional(observed(value), NOT_HELD),
  ]),
) as unknown as {
  readonly [N in Exclude<FactName, 'target' | 'vantage'>]: v.GenericSchema<unknown, Observation<FactValues[N]>>;
};

const factsSchema = v.object({
  schema: v.literal(1),
  tool: v.object({ name: v.literal('vpce-doctor'), version: text }),
  takenAt: text,
  observations: v.object({ target: observed(TARGET), vantage: observed(VANTAGE), ...observations }),
}) satisfies v.GenericSchema<unknown, Facts>;

/** Whether a JSON document means to be recorded facts, good or not. */
export const meansFacts = (content: unknown): boolean =>
  typeof content === 'object' && content !== null && 'observations' in content;

/**
 * Recorded facts from JSON, as seen from here: offline, or as the replay of a run. A fact that the recording lacks is unseen.
 * Throws UsageError, with the place, for facts of another schema or form, or without what they are about.
 */
export function parseRecordedFacts(content: unknown, source: string, kind: 'offline' | 'replayed' = 'offline'): Facts {
  const { schema, observations } = (content ?? {}) as { readonly schema?: unknown; readonly observations?: unknown };
  if (schema !== 1)
    throw new UsageError(`${source} holds facts of schema ${JSON.stringify(schema)}; this version reads 1`);
  if (!isSeen(observations, 'target') || !isSeen(observations, 'vantage'))
    throw new UsageError(`${source} does not say what it is about: target or vantage is missing`);
  const result = v.safeParse(factsSchema, content);
  if (!result.success)
    throw new UsageError(`${source} is damaged, or was written by another version, ${sentenceOf(result.issues[0])}`);
  const facts: Facts = result.output;
  const seenFrom = facts.observations.vantage;
  if (seenFrom.state === 'unseen') return facts;
  return {
    ...facts,
    observations: { ...facts.observations, vantage: { ...seenFrom, value: { ...seenFrom.value, kind } } },
  };
}

const isSeen = (observations: unknown, name: string): boolean => {
  const one = (observations as Readonly<Record<string, { state?: unknown; value?: unknown } | null>> | null)?.[name];
  return one?.state === 'seen' && typeof one.value === 'object' && one.value !== null;
};
