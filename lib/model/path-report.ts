import * as v from 'valibot';
import { REACHABILITY } from './reachability.ts';
import { REPORTED_HOP } from './reported-hop.ts';
import { ROUTE_TARGET } from './rule-ref.ts';
import { code, type Fits, list, text, texts } from './schema.ts';
import { STEP } from './step.ts';

const PATH = v.object({
  /** Addresses: one, a block, or first-last. */
  source: text,
  destination: text,
  predicted: REACHABILITY,
  hops: list(REPORTED_HOP),
});

const ENDPOINT_NOTE = v.object({ code: v.nullable(code), summary: text });

/** What an endpoint's own description says against it, under the finding's code. */
export type EndpointNote = Fits<typeof ENDPOINT_NOTE>;

/** What `analyze --from --to` prints: a public contract. */
export const PATH_REPORT = v.object({
  schema: v.literal(2),
  kind: v.literal('offline'),
  predicted: REACHABILITY,
  forward: REACHABILITY,
  return: REACHABILITY,
  /** Where the destination is an endpoint: why an open path to it may not help. */
  endpoint: list(ENDPOINT_NOTE),
  because: list(code),
  /** What blocks, and the steps that open it: as the report of a whole analysis has them. */
  findings: list(v.object({ code, summary: text, steps: list(STEP) })),
  paths: list(PATH),
  /** What the paths lead through and nothing here reads. */
  notRead: list(ROUTE_TARGET),
  warnings: texts,
});
export type PathReport = Fits<typeof PATH_REPORT>;
