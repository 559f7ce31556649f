import type { Known, Outcome } from '../../../model/check.ts';
import type { Code } from '../../../model/layer.ts';
import type { Path } from '../../../model/path.ts';
import type { Evidence, Fix, Problem, Severity } from '../../../model/problem.ts';
import type { Hop } from '../../../model/trace.ts';
import type { Way } from '../../../model/way.ts';
import { contradictionsOf } from '../../contradictions.ts';
import { shortList } from '../../list-of.ts';

/** Which hop of a way a check speaks of. */
export type Place = Pick<Hop, 'kind' | 'way' | 'direction'>;

/** One filter or table, with the ways that it closes wholly or in part. */
export interface Obstacle {
  readonly hop: Hop;
  /** Id of the group, ACL or table; of the first, where an interface has several groups. */
  readonly resource: string;
  readonly ways: readonly [Way, ...Way[]];
}

interface Description {
  readonly summary: string;
  readonly evidence: Evidence;
  readonly fixes: readonly Fix[];
}

/** Whether a filter closes all that goes through it, or a part while it lets another pass. */
export type Extent = 'all' | 'part' | 'any';

/** A filter that takes away less than this of all ports and addresses is not felt: a deny of one port, say. */
const HARMLESS_SHARE = 0.99;

/** What a closed way looks like to packets. */
const SILENCE: readonly Code[] = ['path/packets-dropped', 'path/interface-silent'];

/** Where a part of the ports passes, every connection tries its luck. */
const SOME_PASS: Code = 'nacl/partial-ephemeral';

/**
 * One problem for each filter that closes ways at the places that a check speaks of. What packets were seen to do outweighs
 * what configuration says they should: a way that is open is not reported as closed, and path/contradicts-configuration
 * tells of the two.
 */
export function judgeHops(
  codes: readonly Code[],
  places: readonly Place[],
  { ways, paths }: { readonly ways: readonly Way[]; readonly paths: Known['paths'] | undefined },
  describe: (obstacle: Obstacle) => Description,
  extent: Extent = 'any',
): Outcome {
  const hopsOf = (way: Way) => way.trace.hops.filter((hop) => places.some((place) => isAt(hop, place)));
  const hops = ways.flatMap(hopsOf);
  if (hops.length === 0) return 'not-applicable';
  const contradicted = new Set(contradictionsOf(paths ?? [], ways).openThoughClosed.map((path) => path.id));
  // The same filter may let another way pass.
  const passing = new Set(hops.filter(({ ruling }) => ruling === 'allow' || ruling === 'mixed').map(resourceOf));
  const isPartial = (hop: Hop) => passing.has(resourceOf(hop));
  const closed = ways.flatMap((way) =>
    hopsOf(way)
      .filter((hop) => hop.because !== null && codes.includes(hop.because) && !contradicted.has(way.pathId))
      .filter((hop) => extent === 'any' || isPartial(hop) === (extent === 'part'))
      .map((hop) => ({ hop, way })),
  );
  const groups = Map.groupBy(closed, ({ hop }) => `${hop.resource} ${hop.way} ${hop.rule}`);
  const [first, ...rest] = [...groups.values()].flatMap((own) => {
    const [one, ...others] = own;
    if (!one) return [];
    const obstacle: Obstacle = {
      hop: one.hop,
      resource: one.hop.resource?.split(', ')[0] ?? '',
      ways: [one.way, ...others.map(({ way }) => way)],
    };
    return [problemOf(obstacle, ways, paths, describe(obstacle))];
  });
  if (first) return [first, ...rest];
  const open = hops.find((hop) => hop.ruling === 'unknown');
  if (open) return { undecided: open.detail ?? 'what decides there is not known' };
  // What is closed there under another code is not well, and not this check's to say.
  return hops.every((hop) => hop.ruling === 'allow') ? 'ok' : 'not-applicable';
}

const resourceOf = ({ resource }: Hop): string | null => resource;

const isAt = (hop: Hop, { kind, way, direction }: Place): boolean =>
  hop.kind === kind && hop.way === way && hop.direction === direction;

function problemOf(
  { hop, ways: closed, resource }: Obstacle,
  all: readonly Way[],
  paths: Known['paths'] | undefined,
  { summary, evidence, fixes }: Description,
): Problem {
  const isHarmless = (hop.passes ?? 0) >= HARMLESS_SHARE;
  return {
    summary,
    severity: isHarmless ? 'advisory' : severityOf(hop, closed, all, paths),
    on: [...new Set(closed.map((way) => way.pathId))],
    ...(isHarmless ? {} : { explains: hop.because === SOME_PASS ? [...SILENCE, 'path/intermittent'] : SILENCE }),
    resources: [resource],
    evidence: [evidence],
    fixes,
  };
}

/** It blocks where it closes every way, wholly, and packets show no other; what it explains may raise the rest. */
function severityOf(
  hop: Hop,
  closed: readonly Way[],
  all: readonly Way[],
  paths: readonly Path[] | undefined,
): Severity {
  const ruled = new Set(all.map((way) => way.pathId));
  const isOpen = paths?.some((path) => path.tcp === 'open' && (path.carries || ruled.has(path.id)));
  const shut = new Set(closed);
  return hop.ruling === 'deny' && !isOpen && all.every((way) => shut.has(way)) ? 'blocking' : 'degrading';
}

/** The client, as people know it: its addresses and its groups. */
export function describeClients(ways: readonly Way[]): string {
  const addresses = shortList([...new Set(ways.map((way) => way.from.addresses))]);
  const groups = shortList([...new Set(ways.flatMap((way) => way.from.groupIds))]);
  return groups === '' ? addresses : `${addresses} with ${groups}`;
}

/** The endpoint's addresses with their interfaces. */
export const describeEndpoint = (ways: readonly Way[]): string =>
  shortList([...new Set(ways.map((way) => `${way.pathId} (${way.networkInterfaceId})`))]);
