import * as v from 'valibot';
import { type Fits, list, milliseconds, number, text, textOrNull, texts } from './schema.ts';

const DNS_OUTCOME = v.picklist([
  'answered',
  'name-not-found',
  'no-address',
  'server-failed',
  'refused',
  'silent',
  /** No server is there: the port is closed, or no route leads to it. */
  'unreachable',
  /** The run's time ended before silence could be told from slowness. */
  'unfinished',
  'failed',
]);
export type DnsOutcome = Fits<typeof DNS_OUTCOME>;

const SYSTEM_LOOKUP = v.object({
  outcome: DNS_OUTCOME,
  code: textOrNull,
  /** In the order in which a program would try them. */
  addresses: texts,
  tookMs: milliseconds,
});

/** What getaddrinfo said: the answer that every program on this host acts on. */
export type SystemLookup = Fits<typeof SYSTEM_LOOKUP>;

const DNS_QUERY = v.object({
  name: text,
  type: v.picklist(['A', 'AAAA']),
  /** The server's address, with its port where that is not 53. */
  server: text,
  ...SYSTEM_LOOKUP.entries,
  /** Lowest remaining time to live of the answer. */
  ttlSeconds: v.nullable(number),
});

/** One question put to one DNS server. */
export type DnsQuery = Fits<typeof DNS_QUERY>;

/** Every configured server asked by itself, several times, so that disagreement and flapping show. */
export const SERVICE_DNS = v.object({ host: text, system: SYSTEM_LOOKUP, queries: list(DNS_QUERY) });

/** How this host resolves the service's regional name. */
export type ServiceDns = Fits<typeof SERVICE_DNS>;

export const ANSWERS = v.object({ queries: list(DNS_QUERY) });

/** The same name asked of Amazon's resolver at its fixed address, past whatever servers are configured. */
export type VpcResolverDns = Fits<typeof ANSWERS>;

/** The endpoint's own names: which private addresses it has, whatever the regional name resolves to. */
export type EndpointDns = Fits<typeof ANSWERS>;
