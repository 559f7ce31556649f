import { analyze } from '../diagnose/analyze.ts';
import { CHECKS } from '../diagnose/checks/index.ts';
import { type DerivedFacts, derive } from '../diagnose/derive.ts';
import { carryingPath, verdictOf } from '../diagnose/verdict.ts';
import type { Cause, Crash, Undecided } from '../model/analysis.ts';
import { CONFIGURATION_NAMES, type ConfigurationName } from '../model/configuration.ts';
import { BugError } from '../model/errors.ts';
import type { Facts, Observations } from '../model/facts.ts';
import type { ObservedPath } from '../model/observed-path.ts';
import type { Reachability } from '../model/reachability.ts';
import type { Coverage, Proof, Report, ReportedCause, UndecidedGroup, UnreadFact } from '../model/report.ts';
import { phasesOf } from './phases.ts';
import { predictedOf, reportedPaths } from './predicted.ts';

interface Judged {
  readonly report: Report;
  readonly crashes: readonly Crash[];
}

/** Of facts that are judged more than once in a run. */
const made = new WeakMap<Facts, Judged>();

/** From recorded facts to the report: pure, so that the same facts always give the same report, and are judged once. */
export const reportOf = (facts: Facts): Report => judgedOnce(facts).report;

/** The checks that broke on these facts: for the log, since a report is for people whose network it is about. */
export const crashesOn = (facts: Facts): readonly Crash[] => judgedOnce(facts).crashes;

function judgedOnce(facts: Facts): Judged {
  const one = made.get(facts) ?? judged(facts);
  made.set(facts, one);
  return one;
}

function judged(facts: Facts): Judged {
  const derived = derive(facts.observations);
  const { target, vantage, secret } = derived;
  if (target.state === 'unseen' || vantage.state === 'unseen') throw new BugError('facts without target or vantage');
  const { causes, passed, notApplicable, undecided, crashes } = analyze(facts.observations, CHECKS);
  const { verdict, because } = verdictOf(derived, causes);
  const paths = derived.paths.state === 'seen' ? derived.paths.value : [];
  const predictedPaths = derived.predictedPaths.state === 'seen' ? derived.predictedPaths.value : [];
  const reported = reportedPaths(paths, predictedPaths);
  const requestId = secret.state === 'seen' ? secret.value.requestId : null;
  const report: Report = {
    schema: 1,
    tool: facts.tool,
    takenAt: facts.takenAt,
    verdict,
    because,
    predicted: predictedOf(predictedPaths),
    observed: observedOf(paths),
    rootCause: rootCauseOf(causes),
    causes: causes.slice(0, MOST_CAUSES).map(reportedCause),
    leftOut: {
      causes: Math.max(0, causes.length - MOST_CAUSES),
      paths: Math.max(0, reported.length - MOST_PATHS),
    },
    undecided: grouped(undecided),
    unread: unreadOf(facts.observations),
    passed,
    notApplicable,
    coverage: coverageOf(paths, derived),
    paths: reported.slice(0, MOST_PATHS),
    phases: phasesOf(derived, paths),
    proof: verdict === 'connected' ? proofOf(derived) : null,
    target: target.value,
    vantage: vantage.value,
    awsRequestIds: requestId === null ? [] : [requestId],
  };
  return { report, crashes };
}

/** Of a cause in each of its lists; its summary says how many there are. */
const MOST_ITEMS = 50;
const MOST_CAUSES = 100;
const MOST_PATHS = 200;

/** The first cause, if it does harm: advice alone is no root cause. */
function rootCauseOf([first]: readonly Cause[]): Report['rootCause'] {
  return first && first.severity !== 'advisory' ? first.code : null;
}

function reportedCause({ accountsFor, explains: _, ...cause }: Cause): ReportedCause {
  return {
    ...cause,
    resources: cause.resources.slice(0, MOST_ITEMS),
    evidence: cause.evidence.slice(0, MOST_ITEMS),
    fixes: cause.fixes.slice(0, MOST_ITEMS),
    accountsFor: accountsFor.slice(0, MOST_ITEMS).map(({ code, summary }) => ({ code, summary })),
    docs: `docs/findings/${cause.code}.md`,
  };
}

/** Checks that could not judge, by the reason: one reason is one line, however many facts it took away. */
function grouped(undecided: readonly Undecided[]): readonly UndecidedGroup[] {
  const groups = Map.groupBy(undecided, ({ why, detail }) => JSON.stringify([why, detail]));
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    const needs = [...new Set(members.flatMap((one) => one.need ?? []))];
    return first ? [{ needs, why: first.why, detail: first.detail, codes: members.map((one) => one.code) }] : [];
  });
}

/** Who reads is asked for their name alone; all else may hold what makes a way red. */
function unreadOf(observations: Observations): readonly UnreadFact[] {
  const names = (Object.keys(CONFIGURATION_NAMES) as ConfigurationName[]).filter((name) => name !== 'caller');
  return names.flatMap((fact) => {
    const one = observations[fact];
    return one.state === 'unseen' && one.why !== 'skipped' ? [{ fact, why: one.why, detail: one.detail }] : [];
  });
}

function observedOf(paths: readonly ObservedPath[]): Reachability {
  const carrying = paths.filter((path) => path.inDnsAnswer && path.tcp !== 'unfinished');
  const open = carrying.filter((path) => path.tcp === 'open').length;
  if (carrying.length === 0) return 'unknown';
  if (open === carrying.length) return 'open';
  return open === 0 ? 'closed' : 'mixed';
}

function coverageOf(paths: readonly ObservedPath[], { secret, target, executionEnvironment }: DerivedFacts): Coverage {
  const answered = paths.filter((path) => path.tls === 'verified');
  const others = paths.filter((path) => path.tls !== 'verified');
  const zonesOf = (some: readonly ObservedPath[]) =>
    [...new Set(some.map((path) => path.availabilityZone).filter((zone) => zone !== null))].toSorted();
  return {
    runsIn: executionEnvironment.state === 'seen' ? executionEnvironment.value.availabilityZoneId : null,
    addresses: { answered: answered.map((path) => path.address), notAnswered: others.map((path) => path.address) },
    availabilityZones: { answered: zonesOf(answered), notAnswered: zonesOf(others) },
    families: [...new Set(answered.map((path) => (path.family === 4 ? ('IPv4' as const) : ('IPv6' as const))))],
    secret: secret.state === 'seen' && secret.value.outcome === 'read' ? 'read' : 'not-read',
    identity: target.state === 'seen' ? target.value.identity : 'verifier',
  };
}

function proofOf({ secret, paths, target }: DerivedFacts): Proof | null {
  if (secret.state === 'unseen') return null;
  const path = carryingPath(secret.value, paths);
  if (!path) return null;
  return {
    remoteAddress: path.address,
    networkInterfaceId: path.networkInterfaceId,
    availabilityZone: path.availabilityZone,
    vpcEndpointId: (target.state === 'seen' && target.value.endpoint.vpcEndpointId) || null,
    tlsProtocol: secret.value.tlsProtocol,
    certificateIssuer: secret.value.certificate?.issuer ?? null,
    requestId: secret.value.requestId,
  };
}
