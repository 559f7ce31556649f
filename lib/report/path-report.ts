import type { PathEvaluation } from '../model/path-evaluation.ts';
import type { EndpointNote, PathReport } from '../model/path-report.ts';
import type { AddressRange } from '../net/range.ts';
import { formatRange } from '../net/range.ts';
import { notReadOn, together } from './predicted.ts';
import { reportedHop } from './reported-hop.ts';

/** One path that was ruled on: from where to where, and how. */
export interface RuledPath {
  readonly source: AddressRange;
  readonly destination: AddressRange;
  readonly evaluation: PathEvaluation;
}

/** From the evaluations to each interface of the destination to one answer: all open, all closed, or mixed. */
export function pathReportOf(
  paths: readonly RuledPath[],
  endpoint: readonly EndpointNote[],
  warnings: readonly string[],
  findings: PathReport['findings'] = [],
): PathReport {
  const evaluations = paths.map(({ evaluation }) => evaluation);
  return {
    schema: 2,
    kind: 'offline',
    predicted: together(evaluations.map(({ predicted }) => predicted)),
    forward: together(evaluations.map(({ forward }) => forward)),
    return: together(evaluations.map((one) => one.return)),
    endpoint,
    because: [...new Set(evaluations.flatMap(({ because }) => because))],
    findings,
    paths: paths.map(({ source, destination, evaluation }) => ({
      source: formatRange(source),
      destination: formatRange(destination),
      predicted: evaluation.predicted,
      hops: evaluation.hops.map(reportedHop),
    })),
    notRead: notReadOn(evaluations),
    warnings,
  };
}
