import { unique } from '../facts/unique.ts';
import type { Analysis, Cause } from '../model/analysis.ts';
import type { DerivedFacts } from '../model/check.ts';
import type { Facts } from '../model/facts.ts';
import type { Verdict } from '../model/verdict.ts';
import { analyze } from './analyze.ts';
import { bySeverity, worstOf } from './causes.ts';
import { CHECKS } from './checks/index.ts';
import { derivedFrom } from './derive.ts';
import { verdictOf } from './verdict.ts';

/** What one run alone amounts to. */
export interface Judged {
  readonly derived: DerivedFacts;
  readonly analysis: Analysis;
  readonly verdict: Verdict;
  /** One sentence: why this verdict and no other. */
  readonly because: string;
}

/** A cause, and the runs in which it was found, by their indexes. */
export interface SharedCause extends Cause {
  readonly runs: readonly number[];
}

/** Each run of some facts, judged by all checks. */
export const judged = (facts: Facts): readonly Judged[] =>
  derivedFrom(facts).map((derived) => {
    const analysis = analyze(derived, CHECKS);
    return { derived, analysis, ...verdictOf(derived, analysis.causes) };
  });

/** What was found in several runs is one cause; nothing that was found in one explains what another shows. */
export function sharedCauses(all: readonly Judged[]): readonly SharedCause[] {
  const found = all.flatMap(({ analysis }, run) => analysis.causes.map((cause) => ({ ...cause, runs: [run] })));
  return [...Map.groupBy(found, ({ code, summary }) => JSON.stringify([code, summary])).values()]
    .flatMap((same) => (same[0] ? [same.reduce(together, same[0])] : []))
    .toSorted(bySeverity);
}

function together(one: SharedCause, other: SharedCause): SharedCause {
  if (one === other) return one;
  const on = typeof one.on === 'string' || typeof other.on === 'string' ? one.on : unique([...one.on, ...other.on]);
  return {
    ...one,
    on,
    severity: worstOf([one, other]),
    runs: [...one.runs, ...other.runs],
    resources: unique([...one.resources, ...other.resources]),
    evidence: unique([...one.evidence, ...other.evidence]),
    accountsFor: unique([...one.accountsFor, ...other.accountsFor]),
  };
}

const WORST_FIRST: readonly Verdict[] = ['broken', 'bypassed', 'unproven', 'connected'];

/** What all runs together amount to: the worst of them, with how many it holds for where there are several. */
export function overall(all: readonly Judged[], first?: SharedCause): Pick<Judged, 'verdict' | 'because'> {
  const verdict = WORST_FIRST.find((worst) => all.some((one) => one.verdict === worst)) ?? 'unproven';
  const such = all.filter((one) => one.verdict === verdict);
  // The sentence is about the cause that is named first, where its run is among the worst.
  const told = such.find((one) => first?.runs.includes(all.indexOf(one))) ?? such[0];
  const because = told?.because ?? '';
  return { verdict, because: all.length > 1 ? `In ${such.length} of ${all.length} runs: ${because}` : because };
}
