import { UsageError } from '../../model/errors.ts';
import type { FactName, Facts, Observations } from '../../model/facts.ts';
import { type Observation, unseen } from '../../model/observation.ts';

/** Every fact's name; the type makes it complete. */
const NAMES: Readonly<Record<FactName, true>> = {
  target: true,
  vantage: true,
  serviceDns: true,
  vpcResolverDns: true,
  endpointDns: true,
  tcp: true,
  tls: true,
  http: true,
  secret: true,
};

/** Whether a JSON document means to be recorded facts, good or not. */
export const meansFacts = (content: unknown): boolean =>
  typeof content === 'object' && content !== null && 'observations' in content;

/**
 * Recorded facts from JSON, as seen from here: offline. A fact that the recording lacks is unseen. Throws UsageError for
 * facts of another schema, or without what they are about.
 */
export function parseRecordedFacts(content: unknown, source: string): Facts {
  const facts = content as Facts;
  if (facts.schema !== 1)
    throw new UsageError(`${source} holds facts of schema ${JSON.stringify(facts.schema)}; this version reads 1`);
  const given = (facts.observations ?? {}) as Readonly<Record<string, unknown>>;
  const observations = Object.fromEntries(
    Object.keys(NAMES).map((name) => [
      name,
      isObservation(given[name]) ? given[name] : unseen('skipped', 'the recording does not hold it'),
    ]),
  ) as unknown as Observations;
  const { target, vantage } = observations;
  if (target.state === 'unseen' || vantage.state === 'unseen')
    throw new UsageError(`${source} does not say what it is about: target or vantage is missing`);
  return {
    ...facts,
    observations: { ...observations, vantage: { ...vantage, value: { ...vantage.value, kind: 'offline' } } },
  };
}

function isObservation(value: unknown): value is Observation<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const { state } = value as { state?: unknown };
  return (
    state === 'unseen' ||
    (state === 'seen' &&
      typeof (value as { value?: unknown }).value === 'object' &&
      (value as { value?: unknown }).value !== null)
  );
}
