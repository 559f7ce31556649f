import type { Code } from '../model/layer.ts';
import type { Reachability } from '../model/reachability.ts';
import type { Hop, Trace } from '../model/trace.ts';
import { together } from './predicted.ts';

/** What `analyze --from --to` prints: a public contract. */
export interface PathReport {
  readonly schema: 1;
  readonly predicted: Reachability;
  readonly forward: Reachability;
  readonly return: Reachability;
  /** One way: the first that is not open, else the first. */
  readonly path: {
    readonly hops: readonly Pick<Hop, 'kind' | 'resource' | 'direction' | 'ruling' | 'rule' | 'way' | 'detail'>[];
  };
  readonly because: readonly Code[];
  readonly warnings: readonly string[];
}

/** From the traces to each interface of the other end to one answer: all open, all closed, or mixed. */
export function pathReportOf(traces: readonly Trace[], warnings: readonly string[]): PathReport {
  const shown = traces.find((trace) => trace.predicted !== 'open') ?? traces[0];
  return {
    schema: 1,
    predicted: together(traces.map((trace) => trace.predicted)),
    forward: together(traces.map((trace) => trace.forward)),
    return: together(traces.map((trace) => trace.return)),
    path: {
      hops: (shown?.hops ?? []).map(({ kind, resource, direction, ruling, rule, way, detail }) => ({
        kind,
        resource,
        direction,
        ruling,
        rule,
        way,
        detail,
      })),
    },
    because: [...new Set(traces.flatMap((trace) => trace.because))],
    warnings,
  };
}
