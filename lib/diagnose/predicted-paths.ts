import type { Place } from '../evaluate/network/flow.ts';
import { evaluatePath } from '../evaluate/network/path.ts';
import { resourcesIn } from '../evaluate/network/resources.ts';
import type { NetworkConfiguration, NetworkInterface, VpcEndpoint } from '../model/aws.ts';
import type { DerivedFacts } from '../model/check.ts';
import { EPHEMERAL_PORTS } from '../model/ephemeral-ports.ts';
import type { Observations } from '../model/facts.ts';
import { type Observation, seen, unseen } from '../model/observation.ts';
import type { ObservedPath } from '../model/observed-path.ts';
import { pathIdOf } from '../model/path-id.ts';
import type { PredictedPath } from '../model/predicted-path.ts';
import type { Source } from '../model/run.ts';
import { type AddressRange, formatRange, parseRange } from '../net/range.ts';
import { interfacesOf } from './expected-endpoint.ts';
import { networkOf, seenOf } from './network-of.ts';

/** More paths than any network has, and as many as fit into memory: each has its hops with their rulings. */
const MOST_PATHS = 100_000;

type Derived = Pick<DerivedFacts, 'sourceHere' | 'expectedEndpoint' | 'conflictingEndpoint' | 'paths'>;

/**
 * Every path from the client to the endpoint: each of the client's places with each address of the endpoint. Where another endpoint
 * has the name, its addresses too, since that is where calls go.
 */
export function predictedPathsOf(
  observations: Observations,
  { sourceHere: source, expectedEndpoint: endpoint, conflictingEndpoint, paths }: Derived,
): Observation<readonly PredictedPath[]> {
  const { target, networkInterfaces } = observations;
  const interfaces = interfacesOf(endpoint, networkInterfaces);
  const others = interfacesOf(conflictingEndpoint, networkInterfaces);
  if (source.state === 'unseen') return source;
  if (target.state === 'unseen') return target;
  if (interfaces.state === 'unseen') return interfaces;
  const known = networkOf(seenOf(observations));
  const froms = sourcePlaces(source.value, known);
  const places = new Set(froms.map((from) => from.subnetId));
  if (froms.length === 0 || source.value.subnetIds.some((id) => !places.has(id)))
    return unseen('skipped', "the client's subnets are not all known");
  const tos = [...interfaces.value, ...(others.state === 'seen' ? others.value : [])];
  if (froms.length * tos.length > MOST_PATHS)
    return unseen(
      'failed',
      `there are more than ${MOST_PATHS} paths from the client's subnets to the endpoint's interfaces`,
    );
  const flow = { protocol: 'tcp', port: target.value.port, sourcePorts: EPHEMERAL_PORTS[source.value.kind] };
  const predictedPaths = pairsOf(froms, tos, usesV6(endpoint, paths)).map(
    ({ from, to, networkInterface }): PredictedPath => ({
      id: pathIdOf(from.subnetId, formatRange(to.addresses)),
      address: formatRange(to.addresses),
      family: to.addresses.family,
      networkInterfaceId: networkInterface.NetworkInterfaceId,
      availabilityZone: networkInterface.AvailabilityZone ?? null,
      source: { addresses: formatRange(from.addresses), subnetId: from.subnetId, groupIds: from.groupIds ?? [] },
      destination: { subnetId: to.subnetId, groupIds: to.groupIds ?? [] },
      evaluation: evaluatePath({ source: from, destination: to, ...flow }, known),
    }),
  );
  return predictedPaths.length > 0 ? seen(predictedPaths, 0) : unseen('skipped', 'the endpoint has no known address');
}

interface Pair {
  readonly from: SourcePlace;
  readonly to: Place;
  readonly networkInterface: NetworkInterface;
}

/**
 * Each place with each address of its own family: of IPv6 those that are used, or all where a subnet has nothing else in common
 * with the endpoint. Without a family in common every pair of a subnet counts, as none of them is a path.
 */
function pairsOf(
  froms: readonly SourcePlace[],
  interfaces: readonly NetworkInterface[],
  isV6Used: (to: Place) => boolean,
): readonly Pair[] {
  const all = interfaces.flatMap((networkInterface) =>
    destinationsOf(networkInterface).flatMap((to) => froms.map((from): Pair => ({ from, to, networkInterface }))),
  );
  const isAlike = ({ from, to }: Pair) => from.addresses.family === to.addresses.family;
  const isUsed = (pair: Pair) => isAlike(pair) && (pair.to.addresses.family === 4 || isV6Used(pair.to));
  const subnetsWith = (matches: (pair: Pair) => boolean) =>
    new Set(all.filter(matches).map(({ from }) => from.subnetId));
  const [withUsed, withAlike] = [subnetsWith(isUsed), subnetsWith(isAlike)];
  return all.filter((pair) => {
    if (withUsed.has(pair.from.subnetId)) return isUsed(pair);
    return !withAlike.has(pair.from.subnetId) || isAlike(pair);
  });
}

export type SourcePlace = Place & { readonly subnetId: string };

/** Where the source's calls come from: its own addresses where they are known, else all of its subnets' addresses. */
export function sourcePlaces(source: Source, known: NetworkConfiguration): readonly SourcePlace[] {
  const groupIds = source.securityGroupIds.length > 0 ? source.securityGroupIds : null;
  const { interfacesIn, subnet: subnetBy } = resourcesIn(known);
  const own = source.addresses.flatMap(spanIn);
  return source.subnetIds.flatMap((subnetId) => {
    const functions = (interfacesIn.get(subnetId) ?? [])
      .filter((one) => source.kind === 'lambda' && isInterfaceOf(one, source))
      .flatMap((one) => addressesOf(one).flatMap(spanIn));
    const subnet = subnetBy.get(subnetId);
    const blocks = [subnet?.CidrBlock, ...(subnet?.Ipv6CidrBlockAssociationSet ?? []).map((one) => one.Ipv6CidrBlock)];
    const exact = [...own, ...functions];
    const spans = exact.length > 0 ? exact : blocks.flatMap((block) => spanIn(block ?? ''));
    return spans.map((addresses) => ({ addresses, groupIds, subnetId }));
  });
}

/** Functions with the same subnet and groups share an interface. Source: Lambda Developer Guide, "Understanding Hyperplane Elastic Network Interfaces". */
const isInterfaceOf = ({ InterfaceType, Groups }: NetworkInterface, { securityGroupIds }: Source): boolean =>
  InterfaceType === 'lambda' && idsIn(Groups).toSorted().join() === securityGroupIds.toSorted().join();

const idsIn = (groups: NetworkInterface['Groups']): readonly string[] => groups.flatMap(({ GroupId }) => GroupId ?? []);

const spanIn = (text: string): readonly AddressRange[] => [parseRange(text)].filter((span) => span !== null);

const addressesOf = (one: NetworkInterface): readonly string[] =>
  [one.PrivateIpAddress, ...one.Ipv6Addresses.map((other) => other.Ipv6Address)].filter((text) => text !== undefined);

function destinationsOf(one: NetworkInterface): readonly Place[] {
  const groupIds = idsIn(one.Groups);
  return addressesOf(one)
    .flatMap(spanIn)
    .map((addresses) => ({
      addresses,
      groupIds: groupIds.length > 0 ? groupIds : null,
      subnetId: one.SubnetId ?? null,
    }));
}

/** IPv6 counts only where it is used: the name leads to it and this host has it, or the endpoint has nothing else. */
function usesV6(endpoint: Observation<VpcEndpoint | null>, paths: Observation<readonly ObservedPath[]>) {
  return (to: Place): boolean => {
    const address = formatRange(to.addresses);
    const path = paths.state === 'seen' ? paths.value.find((one) => one.address === address) : undefined;
    if (path) return path.inDnsAnswer && path.tcp !== 'unreachable';
    return endpoint.state === 'seen' && endpoint.value?.IpAddressType === 'ipv6';
  };
}
