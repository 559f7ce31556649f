import { contradictionsOf } from '../diagnose/contradictions.ts';
import { derivedFrom } from '../diagnose/derive.ts';
import type { Facts } from '../model/facts.ts';
import { reportOf } from '../report/report.ts';

export { factsOf } from '../facts/facts-of.ts';

/** Whether what packets showed is reason enough to look further. */
export function isWrong(facts: Facts): boolean {
  const { verdict, rootCause } = reportOf(facts);
  return verdict !== 'connected' || rootCause !== null;
}

/** Whether packets contradict the configuration. */
export const isContradicted = (facts: Facts): boolean =>
  derivedFrom(facts).some(({ paths, predictedPaths }) => {
    if (paths.state === 'unseen' || predictedPaths.state === 'unseen') return false;
    return Object.values(contradictionsOf(paths.value, predictedPaths.value)).some((found) => found.length > 0);
  });
