import type { CheckInputs, Outcome } from '../../../model/check.ts';
import type { Code } from '../../../model/codes.ts';
import type { ObservedPath } from '../../../model/observed-path.ts';
import type { Hop } from '../../../model/path-evaluation.ts';
import type { PredictedPath } from '../../../model/predicted-path.ts';
import type { Evidence, Problem, Severity } from '../../../model/problem.ts';
import { effectOf, firstBlocked, passingShare } from '../../../model/ruling.ts';
import type { Look, Step } from '../../../model/step.ts';
import { fitting } from '../../../words/fitting.ts';
import { shortList } from '../../../words/list-of.ts';
import { sayRuling } from '../../../words/ruling.ts';
import { contradictionsOf } from '../../contradictions.ts';

/** Which hop of a path a check speaks of. */
export type Position = Pick<Hop, 'kind' | 'leg' | 'direction'>;

/** One filter or table, with the paths that it blocks wholly or in part. */
export interface Obstacle {
  readonly hop: Hop;
  /** Id of the group, ACL or table; of the first, where an interface has several groups. */
  readonly resource: string;
  readonly predictedPaths: readonly [PredictedPath, ...PredictedPath[]];
}

interface Description {
  readonly summary: string;
  readonly evidence: Evidence;
  readonly steps: readonly Step[];
  readonly looks?: readonly Look[];
}

/** Whether a filter blocks all that goes through it, or part of it. */
export type Extent = 'all' | 'part' | 'any';

/** A filter that allows at least this share of all ports and addresses is hardly noticed: a deny of one port, say. */
const HARMLESS_SHARE = 0.99;

/** An experiment's own group or ACL is one thing that ends, whatever its rules block. */
const BY_EXPERIMENT: readonly Code[] = ['sg/fault-experiment', 'nacl/fault-experiment'];

/** What a blocked path looks like to packets. */
const SILENCE: readonly Code[] = ['path/packets-dropped', 'path/interface-silent'];

/** Where only some ports pass, whether a connection works is down to chance; and an experiment begins and ends. */
const SOME_PASS: ReadonlySet<Code | null> = new Set<Code>(['nacl/partial-ephemeral', ...BY_EXPERIMENT]);

/**
 * One problem for each filter that blocks paths at the positions that a check speaks of. What packets were seen to do outweighs
 * what configuration says they should: a path that is open is not reported as closed, and path/contradicts-configuration
 * reports the contradiction.
 */
export function judgeHops(
  codes: readonly Code[],
  positions: readonly Position[],
  { predictedPaths, paths }: Pick<CheckInputs, 'predictedPaths'> & { readonly paths: CheckInputs['paths'] | undefined },
  describe: (obstacle: Obstacle) => Description,
  extent: Extent = 'any',
): Outcome {
  const hopsOf = ({ evaluation }: PredictedPath) =>
    evaluation.hops.filter((hop) => positions.some((position) => isAt(hop, position)));
  const hops = predictedPaths.flatMap(hopsOf);
  if (hops.length === 0) return 'not-applicable';
  const contradicted = new Set(
    contradictionsOf(paths ?? [], predictedPaths).openThoughClosed.map(({ address }) => address),
  );
  // The same filter may allow another path.
  const passing = new Set(hops.filter(({ ruling }) => PASSES.has(effectOf(ruling))).map(filterOf));
  const isPartial = (hop: Hop) => passing.has(filterOf(hop));
  const blocked = predictedPaths.flatMap((predicted) =>
    hopsOf(predicted)
      .filter((hop) => hop.because !== null && codes.includes(hop.because) && !contradicted.has(predicted.address))
      .filter((hop) => extent === 'any' || isPartial(hop) === (extent === 'part'))
      .map((hop) => ({ hop, predicted })),
  );
  const groups = Map.groupBy(blocked, ({ hop }) => oneFaultOf(hop));
  const [first, ...rest] = [...groups.values()].flatMap((own) => {
    const [one, ...others] = own.toSorted((a, b) => Number(isWhole(b.hop)) - Number(isWhole(a.hop)));
    if (!one) return [];
    const obstacle: Obstacle = {
      hop: one.hop,
      resource: one.hop.resources[0] ?? '',
      predictedPaths: [one.predicted, ...others.map(({ predicted }) => predicted)],
    };
    return [problemOf(obstacle, predictedPaths, paths, describe(obstacle))];
  });
  if (first) return [first, ...rest];
  const open = hops.find(({ ruling }) => effectOf(ruling) === 'unknown');
  if (open) return { undecided: sayRuling(open.ruling).detail ?? "the rule that decides isn't known" };
  // What is blocked there under another code isn't fine, but it's for that code's check to say.
  return hops.every(({ ruling }) => effectOf(ruling) === 'allow') ? 'ok' : 'not-applicable';
}

const PASSES: ReadonlySet<string> = new Set<ReturnType<typeof effectOf>>(['allow', 'mixed']);

/** What makes blocked hops one and the same fault. */
const oneFaultOf = (hop: Hop): string =>
  hop.because !== null && BY_EXPERIMENT.includes(hop.because)
    ? filterOf(hop)
    : `${filterOf(hop)} ${hop.leg} ${JSON.stringify(firstBlocked(hop.ruling)?.rule ?? null)}`;

const isWhole = ({ ruling }: Hop): boolean => effectOf(ruling) === 'deny';

const filterOf = ({ resources }: Hop): string => resources.join();

const isAt = (hop: Hop, { kind, leg, direction }: Position): boolean =>
  hop.kind === kind && hop.leg === leg && hop.direction === direction;

function problemOf(
  { hop, predictedPaths: blocked, resource }: Obstacle,
  all: readonly PredictedPath[],
  paths: CheckInputs['paths'] | undefined,
  { summary, evidence, steps, looks }: Description,
): Problem {
  const isUnused = blocked.every(({ isInUse }) => !isInUse);
  const isHarmless = isUnused || (effectOf(hop.ruling) === 'mixed' && passingShare(hop.ruling) >= HARMLESS_SHARE);
  return {
    summary: fitting(`${summary}${bySubnet(blocked, all)}`, summary),
    severity: isHarmless ? 'advisory' : severityOf(hop, blocked, all, paths),
    on: [...new Set(blocked.map(({ id }) => id))],
    ...(isHarmless ? {} : { explains: SOME_PASS.has(hop.because) ? [...SILENCE, 'path/intermittent'] : SILENCE }),
    resources: [resource],
    evidence: [evidence],
    steps,
    ...(looks ? { looks } : {}),
  };
}

/** Of a list of subnets beside another one in a sentence. */
const MOST_SUBNETS = 2;

/** Which of the client's subnets it concerns, where every path from others is open. */
function bySubnet(blocked: readonly PredictedPath[], all: readonly PredictedPath[]): string {
  const closed = new Set(blocked.map(({ source }) => source.subnetId));
  const others = all.filter(({ source }) => !closed.has(source.subnetId));
  if (others.length === 0 || others.some(({ evaluation }) => evaluation.predicted !== 'open')) return '';
  const open = new Set(others.map(({ source }) => source.subnetId));
  return ` The path is open from ${shortList([...open], MOST_SUBNETS)}, not from ${shortList([...closed], MOST_SUBNETS)}.`;
}

/** Blocking where it closes every path, wholly, and no packet got through; what it explains may raise the rest. */
function severityOf(
  hop: Hop,
  blocked: readonly PredictedPath[],
  all: readonly PredictedPath[],
  paths: readonly ObservedPath[] | undefined,
): Severity {
  const ruled = new Set(all.map(({ address }) => address));
  const isOpen = paths?.some((path) => path.tcp === 'open' && (path.inDnsAnswer || ruled.has(path.address)));
  const shut = new Set(blocked);
  return isWhole(hop) && !isOpen && all.every((predicted) => shut.has(predicted)) ? 'blocking' : 'degrading';
}

/** The client, as people know it: its addresses and its groups. */
export function describeClients(predictedPaths: readonly PredictedPath[], most?: number): string {
  const addresses = shortList([...new Set(predictedPaths.map((predicted) => predicted.source.addresses))], most);
  const groups = shortList([...new Set(predictedPaths.flatMap((predicted) => predicted.source.groupIds))], most);
  return groups === '' ? addresses : `${addresses} with ${groups}`;
}

/** The endpoint's addresses with their interfaces. */
export const describeEndpoint = (predictedPaths: readonly PredictedPath[], most?: number): string =>
  shortList(
    [...new Set(predictedPaths.map((predicted) => `${predicted.address} (${predicted.networkInterfaceId})`))],
    most,
  );
