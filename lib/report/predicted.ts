import type { ObservedPath } from '../model/observed-path.ts';
import type { PathEvaluation } from '../model/path-evaluation.ts';
import type { PredictedPath } from '../model/predicted-path.ts';
import type { Reachability } from '../model/reachability.ts';
import type { ReportedPath } from '../model/report.ts';
import type { RouteTarget } from '../model/rule-ref.ts';
import { reportedHop } from './reported-hop.ts';

/** What configuration says of all ways together. */
export const predictedOf = (predictedPaths: readonly PredictedPath[]): Reachability =>
  together(predictedPaths.map((predicted) => predicted.evaluation.predicted));

/** One word for several: the same on all, else mixed; unknown where any of them is. */
export function together(all: readonly Reachability[]): Reachability {
  const [first = 'unknown', ...rest] = new Set(all);
  if (rest.length === 0) return first;
  return all.includes('unknown') ? 'unknown' : 'mixed';
}

/** Every path that was probed with what configuration says of it, and every address that configuration alone knows. */
export function reportedPaths(
  paths: readonly ObservedPath[],
  predictedPaths: readonly PredictedPath[],
): readonly ReportedPath[] {
  const predictedTo = Map.groupBy(predictedPaths, ({ pathId }) => pathId);
  const probed = new Set(paths.map(({ id }) => id));
  const unprobed = [...predictedTo.values()].flatMap(([first]) =>
    first && !probed.has(first.pathId) ? [unprobedPath(first)] : [],
  );
  return [...paths, ...unprobed].map((path) => {
    const own = predictedTo.get(path.id) ?? [];
    const shown = own.find(({ evaluation }) => evaluation.predicted !== 'open') ?? own[0];
    return {
      ...path,
      predicted: predictedOf(own),
      hops: (shown?.evaluation.hops ?? []).map(reportedHop),
      notRead: notReadOn(own.map(({ evaluation }) => evaluation)),
    };
  });
}

/** What any of the paths leads through and nothing reads, each once. */
export const notReadOn = (evaluations: readonly PathEvaluation[]): readonly RouteTarget[] => [
  ...new Map(evaluations.flatMap(({ notRead }) => notRead).map((target) => [target.id, target])).values(),
];

const unprobedPath = (predicted: PredictedPath): Omit<ReportedPath, 'predicted' | 'hops' | 'notRead'> => ({
  id: predicted.pathId,
  address: predicted.pathId,
  family: predicted.family,
  availabilityZone: predicted.availabilityZone,
  networkInterfaceId: predicted.networkInterfaceId,
  inDnsAnswer: false,
  owner: 'endpoint',
  inVpc: null,
  tcp: null,
  tls: null,
  http: null,
});
