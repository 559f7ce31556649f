import type { Observations } from '../model/facts.ts';
import type { Path } from '../model/path.ts';
import type { Way } from '../model/way.ts';
import { derive } from './derive.ts';

/** Paths on which packets did the opposite of what configuration says, where that says one thing of all ways to them. */
export function contradictionsOf(paths: readonly Path[], ways: readonly Way[]) {
  const waysTo = Map.groupBy(ways, (way) => way.pathId);
  const says = (path: Path, predicted: 'open' | 'closed') => {
    const own = waysTo.get(path.id) ?? [];
    return own.length > 0 && own.every((way) => way.trace.predicted === predicted);
  };
  return {
    silentThoughOpen: paths.filter((path) => path.tcp === 'silent' && says(path, 'open')),
    openThoughClosed: paths.filter((path) => path.tcp === 'open' && says(path, 'closed')),
  };
}

/** Whether any does. */
export function isContradicted(observations: Observations): boolean {
  const { paths, ways } = derive(observations);
  if (paths.state === 'unseen' || ways.state === 'unseen') return false;
  return Object.values(contradictionsOf(paths.value, ways.value)).some((found) => found.length > 0);
}
