import * as v from 'valibot';
import { factsOf } from '../../facts/facts-of.ts';
import { CONFIGURATION_NAMES } from '../../model/configuration.ts';
import { UsageError } from '../../model/errors.ts';
import type { Facts, Observations } from '../../model/facts.ts';
import { RESOURCES, type ResourceKind } from '../../model/inventory.ts';
import { unseen } from '../../model/observation.ts';
import { PROBES } from '../../model/probes.ts';
import { SOURCE, TARGET, VANTAGE } from '../../model/run.ts';
import { list, observed, text, time } from '../../model/schema.ts';
import { parsed } from './parsed.ts';

/** What the first recordings of version 0.1.0 did not say yet. */
const SAID_LATER: Readonly<Record<string, object>> = {
  vantage: { place: 'inside', accountId: null },
  tls: { smallHello: null },
  http: { clockAheadMs: null },
  secret: { tlsProtocol: null, certificate: null, withheld: [] },
};

/** What a recording lacks is unseen. */
const NOT_HELD = unseen('skipped', "the recording doesn't include it");

/** Facts of which schema 1 had one, or the word that there is none. */
const SINGLE: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  ...(['callers', 'vpcs', 'vpcDnsAttributes', 'dhcpOptions', 'endpointServices', 'secrets', 'kmsKeys'] as const),
]);

const configuration = Object.entries(CONFIGURATION_NAMES).map(([name, kind]) => {
  if (kind === null) return [name, observed(SOURCE)];
  const { shape } = RESOURCES[kind];
  return [name, observed(SINGLE.has(kind) ? v.nullable(shape) : list(shape))];
});

const OBSERVATIONS = v.object({
  target: observed(TARGET),
  vantage: observed(VANTAGE),
  ...Object.fromEntries(
    [...Object.entries(PROBES), ...configuration].map(([name, schema]) => [
      name,
      v.optional(schema as v.GenericSchema, NOT_HELD),
    ]),
  ),
});

const FACTS_1 = v.object({
  schema: v.literal(1),
  tool: v.object({ name: v.literal('vpce-doctor'), version: text }),
  takenAt: time,
  observations: OBSERVATIONS,
});

interface Given {
  readonly state?: unknown;
  readonly value?: unknown;
}

interface Content {
  readonly observations: Readonly<Record<string, Given | null>> | null;
}

export const meansSchema1 = (content: unknown): content is Content => (content as { schema?: unknown }).schema === 1;

/** Facts that version 0.1.0 recorded: one run, with one of each around it. Throws UsageError, with the place. */
export function factsOfSchema1(content: Content, source: string): Facts {
  const given = content.observations ?? {};
  if (!isSeen(given.target) || !isSeen(given.vantage))
    throw new UsageError(`${source} is incomplete: target or vantage is missing`);
  const { client, vpcDnsAttributes, ...rest } = given;
  const known = {
    ...Object.fromEntries(Object.entries(rest).map(([name, one]) => [name, withDefaults(one, SAID_LATER[name] ?? {})])),
    ...(client ? { source: client } : {}),
    ...(vpcDnsAttributes ? { vpcDnsAttributes: withDefaults(vpcDnsAttributes, { VpcId: vpcIdIn(given) }) } : {}),
  };
  const { observations, takenAt, tool } = parsed(FACTS_1, { ...content, observations: known }, source);
  return factsOf(observations as unknown as Observations, takenAt, tool);
}

const isSeen = (one: Given | null | undefined): boolean =>
  one?.state === 'seen' && typeof one.value === 'object' && one.value !== null;

const vpcIdIn = ({ vpc, client }: NonNullable<Content['observations']>): unknown =>
  (vpc?.value as { VpcId?: unknown } | undefined)?.VpcId ??
  (client?.value as { vpcId?: unknown } | undefined)?.vpcId ??
  'vpc-unknown';

/** An observation whose value, or each item of it, says what was said later. */
function withDefaults(one: unknown, defaults: object): unknown {
  const { value } = (one ?? {}) as { readonly value?: unknown };
  if (typeof value !== 'object' || value === null) return one;
  const whole = Array.isArray(value) ? value.map((item) => withThem(item, defaults)) : withThem(value, defaults);
  return { ...(one as object), value: whole };
}

const withThem = (item: unknown, defaults: object): unknown =>
  typeof item === 'object' && item !== null ? { ...defaults, ...item } : item;
