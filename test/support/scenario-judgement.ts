import { mergeFacts } from '../../lib/facts/merge.ts';
import type { Facts } from '../../lib/model/facts.ts';
import type { Report } from '../../lib/model/report.ts';
import { RENDERERS } from '../../lib/report/render/index.ts';
import { reportOf } from '../../lib/report/report.ts';
import type { Scenario } from '../lab/lab.ts';
import type { Recording } from '../lab/recordings.ts';
import type { World } from '../lab/world.ts';
import { leaksIn, secretsOf } from './leaks.ts';

type Diagnosis = Pick<Scenario['expects'], 'verdict' | 'rootCause'>;

const named = ({ verdict, rootCause }: Diagnosis): string =>
  rootCause === null ? verdict : `${verdict}, ${rootCause}`;

/** What the inside alone is expected to say. */
export const insideOf = ({ inside, verdict, rootCause }: Scenario['expects']) => ({
  verdict: inside?.verdict ?? verdict,
  rootCause: inside ? inside.rootCause : rootCause,
});

function diagnosisWrong(vantage: string, report: Report, expected: Diagnosis): string[] {
  const wrong = named(report) === named(expected) ? [] : [`${vantage}: ${named(report)}, not ${named(expected)}`];
  const crashed = report.undecided
    .filter(({ why }) => why === 'crashed')
    .map(({ detail }) => `${vantage}: a check crashed: ${detail}`);
  return [...wrong, ...crashed];
}

/** The cause that only configuration tells is a candidate of what the inside says, and is not claimed by it. */
function candidateWrong({ causes }: Report, { inside, rootCause }: Scenario['expects']): readonly string[] {
  if (!inside) return [];
  const candidates = causes.flatMap((cause) => cause.candidates ?? []).map(({ cause }) => cause);
  return [
    ...(candidates.some((cause) => cause === rootCause) ? [] : [`inside: ${rootCause} is no candidate`]),
    ...(causes.some(({ code }) => code === rootCause) ? [`inside: ${rootCause} is claimed`] : []),
  ];
}

/** From outside nothing is proven, and where all is well nothing is broken. */
function outsideWrong(report: Report, { verdict }: Scenario['expects']): readonly string[] {
  const allowed = verdict === 'connected' ? ['unproven'] : ['broken', 'unproven'];
  return allowed.includes(report.verdict) ? [] : [`outside: ${report.verdict}`];
}

/** What is wrong with the judgement of a scenario's facts, from both vantages and from each alone, a sentence each. */
export function mismatchesIn({ name, expects }: Scenario, { inside, outside }: Recording): readonly string[] {
  const [both, alone, other] = [mergeFacts(inside, outside), inside, outside].map(reportOf) as [Report, Report, Report];
  return [
    ...diagnosisWrong('both', both, expects),
    ...diagnosisWrong('inside', alone, insideOf(expects)),
    ...candidateWrong(alone, expects),
    ...outsideWrong(other, expects),
  ].map((wrong) => `${name}: ${wrong}`);
}

/** Secrets and credentials of a world that stand in facts, in any report of them, or in what else was said. */
export function leaksOf(world: World, { inside, outside }: Recording, said: readonly string[] = []): readonly string[] {
  const rendered = [inside, mergeFacts(inside, outside)].flatMap((facts: Facts) =>
    Object.values(RENDERERS).map((render) => render(reportOf(facts))),
  );
  const outputs = [JSON.stringify(inside), JSON.stringify(outside), ...said, ...rendered];
  return leaksIn(outputs.join('\n'), secretsOf(world));
}
