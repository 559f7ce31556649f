import type { Cause, Finding } from './analysis.ts';
import type { CheckInputName } from './check.ts';
import type { Code } from './codes.ts';
import type { ConfigurationName } from './configuration.ts';
import type { UnseenReason } from './observation.ts';
import type { ObservedPath } from './observed-path.ts';
import type { Reachability } from './reachability.ts';
import type { ReportedHop } from './reported-hop.ts';
import type { RouteTarget } from './rule-ref.ts';
import type { Target, Vantage } from './target.ts';
import type { Verdict } from './verdict.ts';

/** A cause in the report: the finding, what it accounts for, and where its page is. */
export interface ReportedCause extends Omit<Cause, 'accountsFor' | 'explains'> {
  readonly accountsFor: readonly Pick<Finding, 'code' | 'summary'>[];
  /** The finding's page, relative to the project's root. */
  readonly docs: string;
}

/** Checks that could not judge for one and the same reason. */
export interface UndecidedGroup {
  /** The facts that were missing; empty where they were there and did not decide. */
  readonly needs: readonly CheckInputName[];
  readonly why: string;
  readonly detail: string;
  readonly codes: readonly Code[];
}

/** One step of the request's way: how far it got. Steps are in order; `tookMs` in milliseconds, null where it never ran. */
export interface Phase {
  readonly name: 'dns' | 'tcp' | 'tls' | 'http' | 'api';
  readonly state: 'ok' | 'partly' | 'failed' | 'not-reached';
  readonly shows: string;
  readonly tookMs: number | null;
}

/** One way to one address: what packets did on it, and what configuration says of it, hop by hop. */
export interface ReportedPath extends Omit<ObservedPath, 'tcp'> {
  /** Null where no packet was sent. */
  readonly tcp: ObservedPath['tcp'] | null;
  readonly predicted: Reachability;
  /** Of the first way that is not open, else of the first; empty where no configuration was read. */
  readonly hops: readonly ReportedHop[];
  /** What these paths lead through and nothing here reads. */
  readonly notRead: readonly RouteTarget[];
}

/** Why a read counts as having come through the endpoint. */
export interface Proof {
  readonly remoteAddress: string;
  readonly networkInterfaceId: string | null;
  readonly availabilityZone: string | null;
  readonly vpcEndpointId: string | null;
  readonly tlsProtocol: string | null;
  readonly certificateIssuer: string | null;
  readonly requestId: string | null;
}

/** What this run exercised, and what it did not. A green report speaks of the first alone. */
export interface Coverage {
  /** Id of the Availability Zone in which this run happened, such as `use1-az1`; null where nothing tells it. */
  readonly runsIn: string | null;
  readonly addresses: { readonly answered: readonly string[]; readonly notAnswered: readonly string[] };
  readonly availabilityZones: { readonly answered: readonly string[]; readonly notAnswered: readonly string[] };
  readonly families: readonly ('IPv4' | 'IPv6')[];
  readonly secret: 'read' | 'not-read';
  readonly identity: Target['identity'];
}

/** A fact that was looked for, and why it was not seen. */
export interface UnreadFact {
  readonly fact: ConfigurationName;
  readonly why: UnseenReason;
  readonly detail: string;
}

/** The product: one versioned document, from which every format is rendered. */
export interface Report {
  readonly schema: 1;
  readonly tool: { readonly name: 'vpce-doctor'; readonly version: string };
  readonly takenAt: string;
  readonly verdict: Verdict;
  readonly because: string;
  /** What configuration says. `unknown`: no configuration was read. */
  readonly predicted: Reachability;
  /** What packets did on the paths that the service's name leads to. */
  readonly observed: Reachability;
  readonly rootCause: Code | null;
  readonly causes: readonly ReportedCause[];
  /** How many more causes and paths there are: Lambda answers with 6 MB at most, and nobody reads thousands. */
  readonly leftOut: { readonly causes: number; readonly paths: number };
  readonly undecided: readonly UndecidedGroup[];
  /** Configuration that was asked for and could not be read: what it would have said is not known. */
  readonly unread: readonly UnreadFact[];
  readonly passed: readonly { readonly code: Code; readonly healthy: string }[];
  readonly notApplicable: readonly Code[];
  readonly coverage: Coverage;
  readonly paths: readonly ReportedPath[];
  readonly phases: readonly Phase[];
  readonly proof: Proof | null;
  readonly target: Target;
  readonly vantage: Vantage;
  readonly awsRequestIds: readonly string[];
}
