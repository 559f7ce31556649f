import type { Analysis, Finding, Undecided } from '../model/analysis.ts';
import type { Check, Known } from '../model/check.ts';
import type { Observations } from '../model/facts.ts';
import type { Code } from '../model/layer.ts';
import { causesOf } from './causes.ts';
import { derive, type Knowledge } from './derive.ts';

/** Lets every check judge the facts. Total: a missing fact or a crashing check is *undecided*, and the rest goes on. */
export function analyze(observations: Observations, checks: readonly Check[]): Analysis {
  const knowledge = derive(observations);
  const findings: Finding[] = [];
  const passed: { code: Code; healthy: string }[] = [];
  const notApplicable: Code[] = [];
  const undecided: Undecided[] = [];
  for (const check of checks) {
    const { code, title, healthy } = check;
    const outcome = judge(check, knowledge);
    if (outcome === 'ok') passed.push({ code, healthy });
    else if (outcome === 'not-applicable') notApplicable.push(code);
    else if ('why' in outcome) undecided.push(outcome);
    else findings.push(...outcome.map((problem) => ({ code, title, ...problem })));
  }
  return { causes: causesOf(findings), passed, notApplicable, undecided };
}

function judge(check: Check, knowledge: Knowledge): ReturnType<Check['evaluate']> | Undecided {
  for (const need of check.needs) {
    const observation = knowledge[need];
    if (observation.state === 'unseen') {
      return { code: check.code, need, why: observation.why, detail: observation.detail };
    }
  }
  const values = Object.fromEntries(check.needs.map((need) => [need, (knowledge[need] as { value: unknown }).value]));
  try {
    return check.evaluate(values as unknown as Known);
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    return { code: check.code, need: null, why: 'crashed', detail: `the check itself failed (${name})` };
  }
}
