import { CONFIGURATION_NAMES } from '../../model/configuration.ts';
import { UsageError } from '../../model/errors.ts';
import type { FactName, Facts, Observations } from '../../model/facts.ts';
import { type Observation, unseen } from '../../model/observation.ts';
import type { SecretRead, TlsAttempt } from '../../model/probes.ts';
import type { Vantage } from '../../model/target.ts';

/** Every fact's name; the type makes it complete. */
const NAMES: Readonly<Record<FactName, true>> = {
  target: true,
  vantage: true,
  environment: true,
  executionEnvironment: true,
  serviceDns: true,
  vpcResolverDns: true,
  endpointDns: true,
  tcp: true,
  tls: true,
  http: true,
  secret: true,
  ...CONFIGURATION_NAMES,
};

/** Whether a JSON document means to be recorded facts, good or not. */
export const meansFacts = (content: unknown): boolean =>
  typeof content === 'object' && content !== null && 'observations' in content;

/**
 * Recorded facts from JSON, as seen from here: offline, or as the replay of a run. A fact that the recording lacks is unseen. Throws UsageError for
 * facts of another schema, or without what they are about.
 */
export function parseRecordedFacts(content: unknown, source: string, kind: 'offline' | 'replayed' = 'offline'): Facts {
  const facts = content as Facts;
  if (facts.schema !== 1)
    throw new UsageError(`${source} holds facts of schema ${JSON.stringify(facts.schema)}; this version reads 1`);
  const given = (facts.observations ?? {}) as Readonly<Record<string, unknown>>;
  const observations = Object.fromEntries(
    Object.keys(NAMES).map((name) => [
      name,
      isObservation(given[name], NULLABLE.has(name))
        ? given[name]
        : unseen('skipped', 'the recording does not hold it'),
    ]),
  ) as unknown as Observations;
  const { target, vantage, tls, secret } = observations;
  if (target.state === 'unseen' || vantage.state === 'unseen')
    throw new UsageError(`${source} does not say what it is about: target or vantage is missing`);
  return {
    ...facts,
    observations: {
      ...observations,
      tls: tls.state === 'seen' ? { ...tls, value: tls.value.map((one) => ({ ...OLDER_TLS, ...one })) } : tls,
      secret: secret.state === 'seen' ? { ...secret, value: { ...OLDER_SECRET, ...secret.value } } : secret,
      vantage: { ...vantage, value: { ...OLDER_VANTAGE, ...vantage.value, kind } },
    },
  };
}

/** What recordings of version 0.1.0 did not say. */
const OLDER_VANTAGE: Partial<Vantage> = { place: 'inside', accountId: null };

/** Nor was a small ClientHello sent. */
const OLDER_TLS: Pick<TlsAttempt, 'smallHello'> = { smallHello: null };

/** Texts that were not known were kept, as far as they held no credential. */
const OLDER_SECRET: Pick<SecretRead, 'withheld'> = { withheld: [] };

/** Facts that may say "there is none". */
const NULLABLE: ReadonlySet<string> = new Set<FactName>(['dhcpOptions', 'endpointService', 'kmsKey']);

function isObservation(value: unknown, nullable: boolean): value is Observation<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const { state, value: inner } = value as { state?: unknown; value?: unknown };
  if (state === 'unseen') return true;
  return state === 'seen' && typeof inner === 'object' && (inner !== null || nullable);
}
