import type { Code } from '../model/codes.ts';
import type { PathEvaluation } from '../model/path-evaluation.ts';
import type { Reachability } from '../model/reachability.ts';
import type { ReportedHop } from '../model/reported-hop.ts';
import type { RouteTarget } from '../model/rule-ref.ts';
import { notReadOn, together } from './predicted.ts';
import { reportedHop } from './reported-hop.ts';

/** What `analyze --from --to` prints: a public contract. */
export interface PathReport {
  readonly schema: 1;
  readonly predicted: Reachability;
  readonly forward: Reachability;
  readonly return: Reachability;
  /** One path: the first that is not open, else the first. */
  readonly path: { readonly hops: readonly ReportedHop[] };
  readonly because: readonly Code[];
  /** What the paths lead through and nothing here reads. */
  readonly notRead: readonly RouteTarget[];
  readonly warnings: readonly string[];
}

/** From the evaluations to each interface of the destination to one answer: all open, all closed, or mixed. */
export function pathReportOf(evaluations: readonly PathEvaluation[], warnings: readonly string[]): PathReport {
  const shown = evaluations.find(({ predicted }) => predicted !== 'open') ?? evaluations[0];
  return {
    schema: 1,
    predicted: together(evaluations.map(({ predicted }) => predicted)),
    forward: together(evaluations.map(({ forward }) => forward)),
    return: together(evaluations.map((one) => one.return)),
    path: { hops: (shown?.hops ?? []).map(reportedHop) },
    because: [...new Set(evaluations.flatMap(({ because }) => because))],
    notRead: notReadOn(evaluations),
    warnings,
  };
}
