import type { DerivedFacts } from '../model/check.ts';
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

/** Every path of a run with what packets did on it and what configuration says of it, hop by hop. */
export function reportedPaths(
  { paths, predictedPaths, conflictingEndpoint }: DerivedFacts,
  run: number,
): readonly ReportedPath[] {
  const observed = paths.state === 'seen' ? paths.value : [];
  const predicted = predictedPaths.state === 'seen' ? predictedPaths.value : [];
  const others = new Set(conflictingEndpoint.state === 'seen' ? conflictingEndpoint.value?.NetworkInterfaceIds : []);
  const probed = new Set(observed.map(({ id }) => id));
  const byId = Map.groupBy(predicted, ({ id }) => id);
  const byAddress = Map.groupBy(predicted, ({ address }) => address);
  const unprobed = [...byId.values()].flatMap(([first]) =>
    first && !probed.has(first.id) ? [unprobedPath(first, others)] : [],
  );
  return [...observed.map(withoutGuess), ...unprobed].map((path) => {
    // Of a run that may be in any of several subnets, what configuration says of all of them.
    const own = byId.get(path.id) ?? byAddress.get(path.address) ?? [];
    const shown = own.find(({ evaluation }) => evaluation.predicted !== 'open') ?? own[0];
    return {
      ...path,
      run,
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

const withoutGuess = ({ looksPublic: _, ...path }: ObservedPath) => path;

const unprobedPath = (
  { id, address, family, availabilityZone, networkInterfaceId }: PredictedPath,
  others: ReadonlySet<string>,
) => ({
  id,
  address,
  family,
  availabilityZone,
  networkInterfaceId,
  inDnsAnswer: false,
  owner: others.has(networkInterfaceId) ? ('other' as const) : ('endpoint' as const),
  inVpc: null,
  tcp: null,
  tls: null,
  http: null,
});
