/** Names one path: from a subnet to an address of the endpoint. `* → 10.0.1.5`: from whichever subnet it is. */
export type PathId = string;

const ANYWHERE = '* → ';

/** The path from a source, a subnet's id, to an address; null: which subnet it is is not known. */
export const pathIdOf = (source: string | null, address: string): PathId =>
  source === null ? `${ANYWHERE}${address}` : `${source} → ${address}`;

/** The same path from whichever subnet. */
const fromAnywhere = (path: PathId): PathId => `${ANYWHERE}${path.slice(path.lastIndexOf(' ') + 1)}`;

/** Tells whether a path is one of some others: the same, or to the same address where the source of either is not known. */
export function memberOf(paths: readonly PathId[]): (path: PathId) => boolean {
  const exact = new Set(paths);
  const addressed = new Set(paths.map(fromAnywhere));
  return (path) =>
    exact.has(path) || exact.has(fromAnywhere(path)) || (path.startsWith(ANYWHERE) && addressed.has(path));
}
