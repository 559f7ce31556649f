import type { Place } from '../evaluate/network/flow.ts';
import type { NetworkInterface, VpcEndpoint } from '../model/aws.ts';
import type { Observation } from '../model/observation.ts';
import type { ObservedPath } from '../model/observed-path.ts';
import { formatRange, parseRange } from '../net/range.ts';

export type SourcePlace = Place & { readonly subnetId: string };

/** From one place of the client to one address of an interface. */
export interface Pair {
  readonly from: SourcePlace;
  readonly to: Place;
  readonly networkInterface: NetworkInterface;
}

type ObservedPaths = Observation<readonly ObservedPath[]>;

/**
 * Each place with each address of its own family: of IPv6 those that are used, or all where a subnet has nothing else in common
 * with the endpoint. Without a family in common every pair of a subnet counts, as none of them is a path.
 */
export function pairsOf(
  froms: readonly SourcePlace[],
  interfaces: readonly NetworkInterface[],
  endpoint: Observation<VpcEndpoint | null>,
  paths: ObservedPaths,
): readonly Pair[] {
  const all = interfaces.flatMap((networkInterface) =>
    destinationsOf(networkInterface).flatMap((to) => froms.map((from): Pair => ({ from, to, networkInterface }))),
  );
  const isAlike = ({ from, to }: Pair) => from.addresses.family === to.addresses.family;
  const isUsed = (pair: Pair) =>
    isAlike(pair) && (pair.to.addresses.family === 4 || isV6Used(pair.to, endpoint, paths));
  const subnetsWith = (matches: (pair: Pair) => boolean) =>
    new Set(all.filter(matches).map(({ from }) => from.subnetId));
  const [withUsed, withAlike] = [subnetsWith(isUsed), subnetsWith(isAlike)];
  return all.filter((pair) => {
    if (withUsed.has(pair.from.subnetId)) return isUsed(pair);
    return !withAlike.has(pair.from.subnetId) || isAlike(pair);
  });
}

/**
 * Whether IPv6 is all that a subnet with both families has in common with the endpoint, and no packet shows that it is used there:
 * a function uses it only where it is allowed to.
 */
export function needsLeaveForV6(pairs: readonly Pair[], froms: readonly SourcePlace[], paths: ObservedPaths): boolean {
  const withV4 = new Set(froms.filter(({ addresses }) => addresses.family === 4).map(({ subnetId }) => subnetId));
  const byV4 = new Set(pairs.filter(({ to }) => to.addresses.family === 4).map(({ from }) => from.subnetId));
  return pairs.some(
    ({ from, to }) =>
      withV4.has(from.subnetId) &&
      !byV4.has(from.subnetId) &&
      from.addresses.family === to.addresses.family &&
      seenInUse(to, paths) !== true,
  );
}

/** Whether the name leads there, and this host can send there; undefined where it was not tried. */
function seenInUse(to: Place, paths: ObservedPaths): boolean | undefined {
  const address = formatRange(to.addresses);
  const path = paths.state === 'seen' ? paths.value.find((one) => one.address === address) : undefined;
  return path?.inDnsAnswer && path.tcp !== 'unreachable';
}

/** IPv6 counts only where it is used: the name leads to it and this host has it, or the endpoint has nothing else. */
const isV6Used = (to: Place, endpoint: Observation<VpcEndpoint | null>, paths: ObservedPaths): boolean =>
  seenInUse(to, paths) ?? (endpoint.state === 'seen' && endpoint.value?.IpAddressType === 'ipv6');

function destinationsOf(one: NetworkInterface): readonly Place[] {
  const groupIds = one.Groups.flatMap(({ GroupId }) => GroupId ?? []);
  return [one.PrivateIpAddress, ...one.Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address)]
    .map((text) => parseRange(text ?? ''))
    .filter((addresses) => addresses !== null)
    .map((addresses) => ({
      addresses,
      groupIds: groupIds.length > 0 ? groupIds : null,
      subnetId: one.SubnetId ?? null,
    }));
}
