import type { Analysis, Crash, Finding, Undecided } from '../model/analysis.ts';
import type { Check, CheckInputName, CheckInputs, DerivedFacts, Undecidable } from '../model/check.ts';
import type { Code } from '../model/codes.ts';
import { causesOf } from './causes.ts';

/** Lets every check judge the facts. Total: a missing fact or a crashing check is *undecided*, and the rest goes on. */
export function analyze(derived: DerivedFacts, checks: readonly Check[]): Analysis {
  const findings: Finding[] = [];
  const passed: { code: Code; healthy: string }[] = [];
  const notApplicable: Code[] = [];
  const undecided: Undecided[] = [];
  const crashes: Crash[] = [];
  for (const check of checks) {
    const { code, title, healthy } = check;
    const outcome = judge(check, derived, crashes);
    if (outcome === 'ok') passed.push({ code, healthy });
    else if (outcome === 'not-applicable') notApplicable.push(code);
    else if ('why' in outcome) undecided.push(outcome);
    else findings.push(...outcome.map((problem) => ({ code, title, ...problem })));
  }
  const cleared = new Set<string>(passed.map((one) => one.code));
  return {
    causes: causesOf(findings.map((finding) => withoutCleared(finding, cleared))),
    passed,
    notApplicable,
    undecided,
    crashes,
  };
}

/** A candidate that its own check has looked at and cleared is none. */
function withoutCleared(finding: Finding, cleared: ReadonlySet<string>): Finding {
  if (!finding.candidates) return finding;
  return { ...finding, candidates: finding.candidates.filter((candidate) => !cleared.has(candidate.cause)) };
}

type Judgement = Exclude<ReturnType<Check['evaluate']>, Undecidable> | Undecided;

/** For want of which fact a check can't judge; null: it has all that it needs. */
function undecidedFor({ code, needs }: Check, derived: DerivedFacts): Undecided | null {
  for (const need of needs) {
    const observation = derived[need];
    if (observation.state === 'unseen') return { code, need, why: observation.why, detail: observation.detail };
  }
  return null;
}

/** A message may quote a world, and may be long. */
const LONGEST_STACK = 4_000;

function judge(check: Check, derived: DerivedFacts, crashes: Crash[]): Judgement {
  const { code, needs, wants = [] } = check;
  const missing = undecidedFor(check, derived);
  const seenValue = (name: CheckInputName) => (derived[name] as { value?: unknown }).value;
  const values = Object.fromEntries([...needs, ...wants].map((name) => [name, seenValue(name)]));
  try {
    if (missing) {
      const [first, ...others] = check.foretell?.(values) ?? [];
      return first ? [first, ...others] : missing;
    }
    const outcome = check.evaluate(values as unknown as CheckInputs);
    if (typeof outcome === 'object' && 'undecided' in outcome)
      return { code, need: null, why: 'skipped', detail: outcome.undecided };
    return outcome;
  } catch (error) {
    const { name, stack } = error instanceof Error ? error : new Error(String(error));
    crashes.push({ code, stack: (stack ?? name).slice(0, LONGEST_STACK) });
    return {
      code,
      need: null,
      why: 'crashed',
      detail: `the check itself failed (${name}): a fault of this tool, its trace is in the log`,
    };
  }
}
