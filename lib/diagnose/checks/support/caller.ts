import type { Scope, Severity } from '../../../model/problem.ts';
import type { Target } from '../../../model/run.ts';

interface Asked {
  readonly target: Target;
}

/** Only the verifier, where the process that looked was the verifier's own. */
export const callerOnly = ({ target }: Asked): Scope => (target.identity === 'verifier' ? 'verifier' : 'all');

/** A setting of this process: it harms the workload where the process is the workload's own, and is worth knowing elsewhere. */
export const harmToCaller = ({ target }: Asked): Severity =>
  target.identity === 'workload' ? 'degrading' : 'advisory';
