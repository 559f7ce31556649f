import type { Path } from '../model/path.ts';
import type { Reachability } from '../model/reachability.ts';
import type { ReportedPath } from '../model/report.ts';
import type { Way } from '../model/way.ts';

/** What configuration says of all ways together. */
export const predictedOf = (ways: readonly Way[]): Reachability => together(ways.map((way) => way.trace.predicted));

/** One word for several: the same on all, else mixed; unknown where any of them is. */
export function together(all: readonly Reachability[]): Reachability {
  const [first = 'unknown', ...rest] = new Set(all);
  if (rest.length === 0) return first;
  return all.includes('unknown') ? 'unknown' : 'mixed';
}

/** Every path that was probed with what configuration says of it, and every address that configuration alone knows. */
export function reportedPaths(paths: readonly Path[], ways: readonly Way[]): readonly ReportedPath[] {
  const waysTo = Map.groupBy(ways, (way) => way.pathId);
  const probed = new Set(paths.map((path) => path.id));
  const unprobed = [...waysTo.values()].flatMap(([first]) =>
    first && !probed.has(first.pathId) ? [unprobedPath(first)] : [],
  );
  return [...paths, ...unprobed].map((path) => {
    const own = waysTo.get(path.id) ?? [];
    const shown = own.find((way) => way.trace.predicted !== 'open') ?? own[0];
    return { ...path, predicted: predictedOf(own), hops: shown?.trace.hops ?? [] };
  });
}

const unprobedPath = (way: Way): Omit<ReportedPath, 'predicted' | 'hops'> => ({
  id: way.pathId,
  address: way.pathId,
  family: way.family,
  availabilityZone: way.availabilityZone,
  networkInterfaceId: way.networkInterfaceId,
  carries: false,
  belongs: 'expected',
  inVpc: null,
  tcp: null,
  tls: null,
  http: null,
});
