import type { Facts } from '../../lib/model/facts.ts';
import { crashesOn, reportOf } from '../../lib/report/report.ts';

export { isContradicted } from '../../lib/diagnose/contradictions.ts';
export { failWhere } from './fail-on.ts';
export { fitting } from './fitting.ts';
export { logCrashes, logReport, publishMetrics } from './publish.ts';
export { crashesOn, reportOf };

/** Whether what packets showed is reason enough to look further. */
export function isWrong(facts: Facts): boolean {
  const { verdict, rootCause } = reportOf(facts);
  return verdict !== 'connected' || rootCause !== null;
}
