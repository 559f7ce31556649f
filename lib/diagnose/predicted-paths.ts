import { evaluatePath } from '../evaluate/network/path.ts';
import { resourcesIn } from '../evaluate/network/resources.ts';
import type { NetworkConfiguration, NetworkInterface } from '../model/aws.ts';
import type { DerivedFacts } from '../model/check.ts';
import { EPHEMERAL_PORTS } from '../model/ephemeral-ports.ts';
import type { Observations } from '../model/facts.ts';
import { type Observation, seen, unseen } from '../model/observation.ts';
import { pathIdOf } from '../model/path-id.ts';
import type { PredictedPath } from '../model/predicted-path.ts';
import type { Source } from '../model/run.ts';
import { type AddressRange, formatRange, parseRange } from '../net/range.ts';
import { interfacesOf } from './expected-endpoint.ts';
import { networkOf, seenOf } from './network-of.ts';
import { needsLeaveForV6, pairsOf, type SourcePlace } from './path-pairs.ts';

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
  const holders = conflictingEndpoint.state === 'seen' ? (conflictingEndpoint.value?.NetworkInterfaceIds ?? []) : [];
  const tos = [...interfaces.value, ...(others.state === 'seen' ? others.value : [])];
  if (froms.length * tos.length > MOST_PATHS)
    return unseen(
      'failed',
      `there are more than ${MOST_PATHS} paths from the client's subnets to the endpoint's interfaces`,
    );
  const pairs = pairsOf(froms, tos, endpoint, paths);
  if (source.value.kind === 'lambda' && source.value.usesIpv6 === undefined && needsLeaveForV6(pairs, froms, paths))
    return unseen('skipped', "whether the function may use IPv6 isn't known");
  const flow = { protocol: 'tcp', port: target.value.port, sourcePorts: EPHEMERAL_PORTS[source.value.kind] };
  const predictedPaths = pairs.map(
    ({ from, to, networkInterface }): PredictedPath => ({
      id: pathIdOf(from.subnetId, formatRange(to.addresses)),
      address: formatRange(to.addresses),
      family: to.addresses.family,
      networkInterfaceId: networkInterface.NetworkInterfaceId,
      isInUse: holders.length === 0 || holders.includes(networkInterface.NetworkInterfaceId),
      availabilityZone: networkInterface.AvailabilityZone ?? null,
      source: { addresses: formatRange(from.addresses), subnetId: from.subnetId, groupIds: from.groupIds ?? [] },
      destination: { subnetId: to.subnetId, groupIds: to.groupIds ?? [] },
      evaluation: evaluatePath({ source: from, destination: to, ...flow }, known),
    }),
  );
  return predictedPaths.length > 0 ? seen(predictedPaths, 0) : unseen('skipped', 'the endpoint has no known address');
}

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
    const v6Blocks = source.usesIpv6 === false ? [] : (subnet?.Ipv6CidrBlockAssociationSet ?? []);
    const blocks = [subnet?.CidrBlock, ...v6Blocks.map((one) => one.Ipv6CidrBlock)];
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
