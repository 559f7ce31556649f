import type { ObservedPath } from '../model/observed-path.ts';
import type { PredictedPath } from '../model/predicted-path.ts';

/** Paths on which packets did the opposite of what configuration says, where that says one thing of all paths to them. */
export function contradictionsOf(paths: readonly ObservedPath[], predictedPaths: readonly PredictedPath[]) {
  const predictedTo = Map.groupBy(predictedPaths, ({ address }) => address);
  const says = (path: ObservedPath, reach: 'open' | 'closed') => {
    const own = predictedTo.get(path.address) ?? [];
    return own.length > 0 && own.every((predicted) => predicted.evaluation.predicted === reach);
  };
  return {
    silentThoughOpen: paths.filter((path) => path.tcp === 'silent' && says(path, 'open')),
    openThoughClosed: paths.filter((path) => path.tcp === 'open' && says(path, 'closed')),
  };
}
