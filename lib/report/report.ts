import { type Judged, judged, overall, type SharedCause, sharedCauses } from '../diagnose/judge.ts';
import { isSameChange, type Plan, planOf } from '../diagnose/plan.ts';
import { byTime } from '../facts/by-time.ts';
import { judgedRuns } from '../facts/runs.ts';
import { unreadIn } from '../facts/unread.ts';
import type { Crash } from '../model/analysis.ts';
import type { CheckInputName } from '../model/check.ts';
import type { Code } from '../model/codes.ts';
import type { Facts } from '../model/facts.ts';
import type { ObservedPath } from '../model/observed-path.ts';
import type { Reachability } from '../model/reachability.ts';
import type { Report, ReportedCause, UndecidedGroup } from '../model/report.ts';
import type { Step } from '../model/step.ts';
import { exitCodeOf } from './exit-code.ts';
import { nextStepsOf } from './next-steps.ts';
import { pageOf } from './page-of.ts';
import { phasesOf, stoppedBy } from './phases.ts';
import { predictedOf, reportedPaths, together } from './predicted.ts';
import { reportedPlan, stepsLeftOut } from './reported-plan.ts';
import { reportedRun } from './reported-run.ts';

interface Told {
  readonly report: Report;
  readonly crashes: readonly Crash[];
}

/** Of facts that are judged more than once. */
const made = new WeakMap<Facts, Told>();

/** From facts to the report: pure, so that the same facts always give the same report, and are judged once. */
export const reportOf = (facts: Facts): Report => toldOnce(facts).report;

/** The checks that broke on these facts: for the log, since a report is for people whose network it is about. */
export const crashesOn = (facts: Facts): readonly Crash[] => toldOnce(facts).crashes;

function toldOnce(facts: Facts): Told {
  const one = made.get(facts) ?? told(facts);
  made.set(facts, one);
  return one;
}

function told(facts: Facts): Told {
  const all = judged(facts);
  const runs = judgedRuns(facts);
  const causes = sharedCauses(all);
  const paths = all.flatMap(({ derived }, run) => reportedPaths(derived, run));
  const observed = all.flatMap(({ derived }) => (derived.paths.state === 'seen' ? derived.paths.value : []));
  const predicted = all.map(({ derived }) =>
    derived.predictedPaths.state === 'seen' ? predictedOf(derived.predictedPaths.value) : 'unknown',
  );
  const plan = planOf(causes, all);
  const { verdict, because } = overall(all, causes[0]);
  const rest: Report = {
    schema: 2,
    kind: runs[0]?.kind ?? 'offline',
    tool: facts.tool,
    takenAt:
      runs
        .map((run) => run.takenAt)
        .toSorted(byTime)
        .at(-1) ?? '',
    verdict,
    because,
    predicted: together(predicted),
    observed: observedOf(observed),
    rootCause: rootCauseOf(causes),
    degraded: verdict === 'connected' && rootCauseOf(causes) !== null,
    exitCode: 0,
    causes: causes.slice(0, MOST_CAUSES).map((cause) => reportedCause(cause, plan)),
    plan: reportedPlan(plan, verdict),
    nextSteps: nextStepsOf(causes, plan, all, verdict),
    leftOut: {
      causes: Math.max(0, causes.length - MOST_CAUSES),
      paths: Math.max(0, paths.length - MOST_PATHS),
      steps: stepsLeftOut(plan),
    },
    ...restOf(all, causes),
    unread: unreadIn(facts),
    runs: all.map((one, run) => reportedRun(one, runs[run]?.takenAt ?? '')),
    paths: paths.slice(0, MOST_PATHS),
  };
  const report = { ...rest, exitCode: exitCodeOf(rest) };
  return { report, crashes: all.flatMap(({ analysis }) => analysis.crashes) };
}

/** Of a cause in each of its lists; its summary says how many there are. */
const MOST_ITEMS = 50;
const MOST_CAUSES = 100;
const MOST_PATHS = 200;

/** The first cause, if it does harm: advice alone is no root cause. */
function rootCauseOf([first]: readonly SharedCause[]): Report['rootCause'] {
  return first && first.severity !== 'advisory' ? first.code : null;
}

function reportedCause(
  { accountsFor, explains: _, isPrediction: __, alternatives = [], ...cause }: SharedCause,
  plan: Plan,
): ReportedCause {
  const others = alternatives.filter((step) => !plan.heldBack.some((one) => isSameChange(one, step)));
  return {
    ...cause,
    on: typeof cause.on === 'string' ? cause.on : cause.on.slice(0, MOST_PATHS),
    resources: cause.resources.slice(0, MOST_ITEMS),
    evidence: cause.evidence.slice(0, MOST_ITEMS),
    // As they stand in the plan, where an entry of a network ACL has got its number.
    steps: cause.steps
      .slice(0, MOST_ITEMS)
      .map((step) => plainStep(plan.steps.find((one) => isSameChange(one, step)) ?? step)),
    ...(others.length > 0 ? { alternatives: others } : {}),
    accountsFor: accountsFor.slice(0, MOST_ITEMS).map(({ code, title, summary }) => ({ code, title, summary })),
    docs: pageOf(cause.code),
  };
}

function plainStep({ code: _, isLikely: __, ...step }: Step & Partial<Plan['steps'][number]>): Step {
  return step;
}

/** What was found nowhere: undecided where any run leaves it so, passed where any could tell, not applicable where none could. */
function restOf(all: readonly Judged[], causes: readonly SharedCause[]) {
  const told = new Set<Code>(causes.flatMap((cause) => [cause, ...cause.accountsFor]).map(({ code }) => code));
  const first = <T>(items: readonly T[], codeOf: (item: T) => Code): readonly T[] =>
    items.filter((item) => !told.has(codeOf(item)) && told.add(codeOf(item)));
  const undecided = first(all.flatMap(undecidedIn), ({ code }) => code);
  const passed = first(
    all.flatMap(({ analysis }) => analysis.passed),
    ({ code }) => code,
  );
  const notApplicable = first(
    all.flatMap(({ analysis }) => analysis.notApplicable),
    (code) => code,
  );
  return { undecided: grouped(undecided), passed, notApplicable };
}

/** What packets would have shown, had an earlier step not failed, is undecided for that one reason. */
const STEPS: ReadonlySet<CheckInputName> = new Set(['tls', 'http', 'secret']);

function undecidedIn({ analysis, derived }: Judged): Judged['analysis']['undecided'] {
  const paths = derived.paths.state === 'seen' ? derived.paths.value : [];
  const stopped = stoppedBy(phasesOf(derived, paths));
  return analysis.undecided.map((one) =>
    stopped !== null && one.why === 'skipped' && one.need !== null && STEPS.has(one.need)
      ? { ...one, detail: stopped }
      : one,
  );
}

/** Checks that could not judge, by the reason: one reason is one line, however many facts it took away. */
function grouped(undecided: Judged['analysis']['undecided']): readonly UndecidedGroup[] {
  const groups = Map.groupBy(undecided, ({ why, detail }) => JSON.stringify([why, detail]));
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    const needs = [...new Set(members.flatMap((one) => one.need ?? []))];
    return first ? [{ needs, why: first.why, detail: first.detail, codes: members.map((one) => one.code) }] : [];
  });
}

function observedOf(paths: readonly ObservedPath[]): Reachability {
  const carrying = paths.filter((path) => path.inDnsAnswer && path.tcp !== 'unfinished');
  const open = carrying.filter((path) => path.tcp === 'open').length;
  if (carrying.length === 0) return 'unknown';
  if (open === carrying.length) return 'open';
  return open === 0 ? 'closed' : 'mixed';
}
