import * as v from 'valibot';
import { UsageError } from '../../model/errors.ts';
import type { Report } from '../../model/report.ts';
import { sentenceOf } from '../target-of.ts';
import { OUTCOMES } from './probes-schema.ts';
import { code, factName, list, number, text, textOrNull, texts } from './schema-parts.ts';
import { TARGET, VANTAGE } from './target-schema.ts';

const reachability = v.picklist(['open', 'closed', 'mixed', 'unknown']);
const codes = list(code);

const cause = v.object({
  code,
  title: text,
  summary: text,
  severity: v.picklist(['blocking', 'degrading', 'advisory']),
  on: v.union([v.picklist(['all', 'verifier']), texts]),
  resources: texts,
  evidence: list(v.object({ fact: factName, path: text, shows: text })),
  fixes: list(v.object({ say: text, run: v.exactOptional(texts) })),
  candidates: v.exactOptional(list(v.object({ cause: text, why: text }))),
  wouldDecide: v.exactOptional(text),
  accountsFor: list(v.object({ code, summary: text })),
  docs: text,
});

const hop = v.object({
  kind: v.picklist(['security-group', 'network-acl', 'route-table']),
  leg: v.picklist(['forward', 'return']),
  direction: v.picklist(['in', 'out']),
  resources: texts,
  because: v.nullable(code),
  effect: v.picklist(['allow', 'deny', 'mixed', 'unknown']),
  shows: text,
  // Rules and reasons are shown by nothing that reads a report.
  parts: list(v.looseObject({ addresses: text, ports: textOrNull, effect: v.picklist(['allow', 'deny', 'unknown']) })),
  partsLeftOut: number,
});

const routeTarget = v.object({ kind: text, id: textOrNull });

const path = v.object({
  id: text,
  address: text,
  family: v.picklist([4, 6]),
  availabilityZone: textOrNull,
  networkInterfaceId: textOrNull,
  inDnsAnswer: v.boolean(),
  owner: v.picklist(['endpoint', 'other', 'unknown']),
  inVpc: v.nullable(v.boolean()),
  tcp: v.nullable(OUTCOMES.tcp),
  tls: v.nullable(OUTCOMES.tls),
  http: v.nullable(OUTCOMES.http),
  predicted: reachability,
  hops: list(hop),
  notRead: list(routeTarget),
});

const answered = v.object({ answered: texts, notAnswered: texts });

const reportSchema = v.object({
  schema: v.literal(1),
  tool: v.object({ name: v.literal('vpce-doctor'), version: text }),
  takenAt: text,
  verdict: v.picklist(['connected', 'bypassed', 'broken', 'unproven']),
  because: text,
  predicted: reachability,
  observed: reachability,
  rootCause: v.nullable(code),
  causes: list(cause),
  leftOut: v.optional(v.object({ causes: number, paths: number }), { causes: 0, paths: 0 }),
  undecided: list(v.object({ needs: list(factName), why: text, detail: text, codes })),
  /** Version 0.1.0 did not tell them at first. */
  unread: v.optional(
    list(v.object({ fact: factName, why: v.picklist(['denied', 'timed-out', 'failed', 'skipped']), detail: text })),
    [],
  ),
  passed: list(v.object({ code, healthy: text })),
  notApplicable: codes,
  coverage: v.object({
    runsIn: textOrNull,
    addresses: answered,
    availabilityZones: answered,
    families: list(v.picklist(['IPv4', 'IPv6'])),
    secret: v.picklist(['read', 'not-read']),
    identity: v.picklist(['workload', 'verifier']),
  }),
  paths: list(path),
  phases: list(
    v.object({
      name: v.picklist(['dns', 'tcp', 'tls', 'http', 'api']),
      state: v.picklist(['ok', 'partly', 'failed', 'not-reached']),
      shows: text,
      tookMs: v.nullable(number),
    }),
  ),
  proof: v.nullable(
    v.object({
      remoteAddress: text,
      networkInterfaceId: textOrNull,
      availabilityZone: textOrNull,
      vpcEndpointId: textOrNull,
      tlsProtocol: textOrNull,
      certificateIssuer: textOrNull,
      requestId: textOrNull,
    }),
  ),
  target: TARGET,
  vantage: VANTAGE,
  awsRequestIds: texts,
});

/** A report from JSON. Throws UsageError, with the place, for what is none, or is one of another schema or form. */
export function parseRecordedReport(content: unknown, source: string): Report {
  const { schema, verdict } = (content ?? {}) as { readonly schema?: unknown; readonly verdict?: unknown };
  if (verdict === undefined) throw new UsageError(`${source} is not a report`);
  if (schema !== 1)
    throw new UsageError(`${source} is a report of schema ${JSON.stringify(schema)}; this version reads 1`);
  const result = v.safeParse(reportSchema, content);
  if (!result.success)
    throw new UsageError(`${source} is damaged, or was written by another version, ${sentenceOf(result.issues[0])}`);
  // Which layers and facts there are is this version's; an older report may name others.
  return result.output as unknown as Report;
}
