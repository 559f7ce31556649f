import { allowsEverything } from '../evaluate/iam/allows-everything.ts';
import type { DerivedFacts } from '../model/check.ts';
import type { Code } from '../model/codes.ts';
import type { ObservedPath } from '../model/observed-path.ts';
import type { PredictedPath } from '../model/predicted-path.ts';
import { effectOf } from '../model/ruling.ts';
import { mayWork } from './checks/support/paths.ts';
import { othersWithPrivateDns } from './steps/names.ts';

/**
 * Whether packets showed that nothing works at the addresses that the name resolves to now: what is sent elsewhere then is not cut
 * off. Configuration shows no such thing, since it does not tell where the name leads; and a denial is no dead path.
 */
export function isDead({ vantage, serviceDns, paths }: DerivedFacts): boolean {
  if (vantage.state === 'unseen' || vantage.value.place === 'outside') return false;
  if (serviceDns.state === 'unseen' || paths.state === 'unseen') return false;
  const { outcome } = serviceDns.value.system;
  if (outcome !== 'answered') return outcome !== 'unfinished' && outcome !== 'failed';
  const current = paths.value.filter(({ inDnsAnswer }) => inDnsAnswer);
  return current.length > 0 && !current.some(mayWork);
}

/** Whether the endpoint is known to serve and to let this source in, once what some findings give as steps is done. */
export function letsIn(derived: DerivedFacts, opened: ReadonlySet<Code>): boolean {
  const { paths, predictedPaths, expectedEndpoint } = derived;
  const endpoint = expectedEndpoint.state === 'seen' ? expectedEndpoint.value : null;
  const isServing = endpoint?.State?.toLowerCase() === 'available';
  if (!isServing || !allowsEverything(endpoint.PolicyDocument ?? '')) return false;
  if (predictedPaths.state === 'unseen' || predictedPaths.value.length === 0) return false;
  const observed = paths.state === 'seen' ? paths.value : [];
  const isOneSubnet = new Set(predictedPaths.value.map(({ source }) => source.subnetId)).size === 1;
  return predictedPaths.value.every((predicted) => {
    const seen = observed.filter(
      ({ id, address }) => id === predicted.id || (isOneSubnet && address === predicted.address),
    );
    return seen.some(({ tls }) => tls === 'verified') || isOpened(predicted, seen, opened);
  });
}

/** Whether every filter on a path passes all, or is one that a step opens; and packets do not say otherwise. */
function isOpened(
  { evaluation: { predicted, hops, notRead } }: PredictedPath,
  seen: readonly ObservedPath[],
  opened: ReadonlySet<Code>,
): boolean {
  const closed = hops.filter(({ ruling }) => effectOf(ruling) !== 'allow');
  // Nothing opens a path between two address families.
  if (closed.length === 0 && predicted !== 'open') return false;
  if (notRead.length > 0 || (closed.length === 0 && seen.length > 0)) return false;
  return closed.every(({ because }) => because !== null && opened.has(because));
}

/** The VPC's other endpoints whose private DNS waits for the VPC's DNS attributes: their names move as well. */
export const othersMoved = ({ vpcEndpoints, expectedEndpoint, vpc }: DerivedFacts): readonly string[] =>
  vpcEndpoints.state === 'unseen' || vpc.state === 'unseen'
    ? []
    : othersWithPrivateDns(
        vpcEndpoints.value,
        vpc.value.VpcId,
        expectedEndpoint.state === 'seen' ? expectedEndpoint.value?.VpcEndpointId : undefined,
      );
