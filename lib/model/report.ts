import * as v from 'valibot';
import type { CheckInputName } from './check.ts';
import { COVERAGE } from './coverage.ts';
import { HTTP_OUTCOME, TCP_OUTCOME } from './probes.ts';
import { REACHABILITY } from './reachability.ts';
import { REPORTED_HOP } from './reported-hop.ts';
import { ROUTE_TARGET } from './rule-ref.ts';
import { KIND, SOURCE, TARGET } from './run.ts';
import { code, type Fits, list, milliseconds, number, text, textOrNull, texts, time } from './schema.ts';
import { LOOK, STEP } from './step.ts';
import { TLS_OUTCOME } from './tls.ts';

/** The name of a fact, or of what is derived from facts, which versions may call differently. */
const factName = v.pipe(text, v.regex(/^[A-Za-z]{1,60}$/, 'is no name of a fact')) as unknown as v.GenericSchema<
  unknown,
  CheckInputName
>;

const codes = list(code);
const VERDICT = v.picklist(['connected', 'bypassed', 'broken', 'unproven']);
const UNSEEN_REASON = v.picklist(['denied', 'timed-out', 'failed', 'skipped']);
/** Indexes in the report's runs. */
const ofRuns = v.pipe(list(number), v.description('Indexes in runs'));

const CAUSE = v.object({
  code,
  title: text,
  summary: text,
  severity: v.picklist(['blocking', 'degrading', 'advisory']),
  /** Paths by their ids, everything, or only the verifier itself. */
  on: v.union([v.picklist(['all', 'verifier']), texts]),
  resources: texts,
  evidence: list(v.object({ fact: factName, path: text, shows: text })),
  steps: list(STEP),
  alternatives: v.exactOptional(list(STEP)),
  candidates: v.exactOptional(list(v.object({ cause: code, why: text }))),
  looks: v.exactOptional(list(LOOK)),
  runs: ofRuns,
  accountsFor: list(v.object({ code, title: text, summary: text })),
  /** The finding's page, relative to the project's root. */
  docs: text,
});

/** A cause in the report: the finding, what it accounts for, in which runs it was found, and where its page is. */
export type ReportedCause = Fits<typeof CAUSE>;

const UNDECIDED_GROUP = v.object({
  /** The facts that were missing; empty where they were there and did not decide. */
  needs: list(factName),
  why: text,
  detail: text,
  codes,
});

/** Checks that could not judge for one and the same reason. */
export type UndecidedGroup = Fits<typeof UNDECIDED_GROUP>;

const PHASE = v.object({
  name: v.picklist(['dns', 'tcp', 'tls', 'http', 'credentials', 'api']),
  state: v.picklist(['ok', 'partly', 'failed', 'not-reached']),
  shows: text,
  /** Null where it never ran. */
  tookMs: v.nullable(milliseconds),
});

/** One step of a request: how far it got. Steps are in order. */
export type Phase = Fits<typeof PHASE>;

const PROOF = v.object({
  remoteAddress: text,
  networkInterfaceId: textOrNull,
  availabilityZone: textOrNull,
  vpcEndpointId: textOrNull,
  tlsProtocol: textOrNull,
  certificateIssuer: textOrNull,
  requestId: textOrNull,
});

/** Why a read counts as having come through the endpoint. */
export type Proof = Fits<typeof PROOF>;

const REPORTED_RUN = v.object({
  takenAt: time,
  place: v.picklist(['inside', 'outside']),
  functionName: textOrNull,
  accountId: textOrNull,
  target: TARGET,
  /** Where its calls come from; null where nothing tells. */
  source: v.nullable(SOURCE),
  verdict: VERDICT,
  because: text,
  coverage: COVERAGE,
  phases: list(PHASE),
  proof: v.nullable(PROOF),
  awsRequestIds: texts,
});

/** One run in the report: from where it looked, how far it got, and what it alone amounts to. */
export type ReportedRun = Fits<typeof REPORTED_RUN>;

const REPORTED_PATH = v.object({
  /** Source and address. */
  id: text,
  address: text,
  family: v.picklist([4, 6]),
  availabilityZone: textOrNull,
  networkInterfaceId: textOrNull,
  /** Whether the service's name resolves to this address, so that a workload would use it. */
  inDnsAnswer: v.boolean(),
  owner: v.picklist(['endpoint', 'other', 'unknown']),
  inVpc: v.nullable(v.boolean()),
  /** Null where no packet was sent. */
  tcp: v.nullable(TCP_OUTCOME),
  tls: v.nullable(TLS_OUTCOME),
  http: v.nullable(HTTP_OUTCOME),
  run: v.pipe(number, v.description('Index in runs')),
  predicted: REACHABILITY,
  /** Empty where no configuration was read. */
  hops: list(REPORTED_HOP),
  /** What the path leads through and nothing here reads. */
  notRead: list(ROUTE_TARGET),
});

/** One path to one address: what packets did on it, and what configuration says of it, hop by hop. */
export type ReportedPath = Fits<typeof REPORTED_PATH>;

const UNREAD_FACT = v.object({ fact: factName, why: UNSEEN_REASON, detail: text });

/** A fact that was looked for, and why it was not seen. */
export type UnreadFact = Fits<typeof UNREAD_FACT>;

const PLANNED_STEP = v.object({
  ...STEP.entries,
  /** The finding that it repairs. */
  code,
  /** True where the facts do not tell whether this is what is wrong. */
  isLikely: v.boolean(),
});

/** A step of the plan, with the finding that it repairs. */
export type PlannedStep = Fits<typeof PLANNED_STEP>;

const PLAN = v.object({
  /** In the order in which they are safe: none cuts off what works. */
  steps: list(PLANNED_STEP),
  /** Why in this order, where another one would do harm. */
  order: textOrNull,
  /** Steps that may cut off what works today, and why they wait. */
  heldBack: list(v.object({ ...PLANNED_STEP.entries, why: text })),
});

/** What to do about all findings together. */
export type ReportedPlan = Fits<typeof PLAN>;

export const REPORT = v.object({
  schema: v.literal(2),
  kind: KIND,
  tool: v.object({ name: v.literal('vpce-doctor'), version: text }),
  takenAt: time,
  verdict: VERDICT,
  because: text,
  /** What configuration says. `unknown`: no configuration was read. */
  predicted: REACHABILITY,
  /** What packets did on the paths that the service's name leads to. */
  observed: REACHABILITY,
  rootCause: v.nullable(code),
  /** True where the secret is read through the endpoint, and something still takes away from that. */
  degraded: v.boolean(),
  /** What a shell sees of this report, unless it asks for more by `--fail-on`. */
  exitCode: number,
  causes: list(CAUSE),
  plan: PLAN,
  /** What to look at next where the facts do not decide: two at most, the most telling first. */
  nextSteps: list(LOOK),
  /** How many more causes, paths and steps there are: Lambda answers with 6 MB at most, and nobody reads thousands. */
  leftOut: v.object({ causes: number, paths: number, steps: number }),
  undecided: list(UNDECIDED_GROUP),
  passed: list(v.object({ code, healthy: text })),
  notApplicable: codes,
  /** Configuration that was asked for and could not be read: what it would have said is not known. */
  unread: list(UNREAD_FACT),
  runs: v.pipe(list(REPORTED_RUN), v.minLength(1, 'holds no run')),
  paths: list(REPORTED_PATH),
});

/** The product: one versioned document, from which every format is rendered. */
export type Report = Fits<typeof REPORT>;
