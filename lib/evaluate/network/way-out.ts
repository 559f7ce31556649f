import type { NetworkConfiguration, Subnet } from '../../model/aws.ts';
import type { RouteTargetKind } from '../../model/rule-ref.ts';
import { parseCidr } from '../../net/cidr.ts';
import { isPrivateRange } from '../../net/private-ranges.ts';
import { resourcesIn } from './resources.ts';
import { targetOf } from './route-table.ts';
import { routeTableOf } from './route-table-of.ts';

/**
 * Whether packets from a subnet get out of its VPC. `none`: its routes lead nowhere else, or to gateways that do not serve an
 * interface without a public address. `nat`, `public`: to the internet. `unknown`: to something that is not read here, or not known.
 */
export type WayOut = 'none' | 'nat' | 'public' | 'unknown';

export interface Exit {
  readonly wayOut: WayOut;
  /** Whether an internet gateway that a route leads to serves the source; null: not known. Undefined where there is none. */
  readonly isServedByGateway: boolean | null | undefined;
}

/** What a source is, as far as gateways to the internet care; null means not known. */
export interface Leaving {
  /** Of a function never: its interfaces have none, in public subnets neither. */
  readonly hasPublicAddress: boolean | null;
  readonly usesIpv6: boolean | null;
}

/**
 * An internet gateway translates nothing: it carries the public address that an interface has, or an IPv6 address.
 * Source: VPC User Guide, "Internet gateways"; Lambda Developer Guide, "Internet access for VPC-connected functions".
 */
export function exitOf(subnetId: string, leaving: Leaving, known: NetworkConfiguration): Exit {
  const table = routeTableOf(subnetId, known);
  const subnet = resourcesIn(known).subnet.get(subnetId);
  if (!table || !subnet) return { wayOut: 'unknown', isServedByGateway: undefined };
  // A route to a prefix list of a service leads to a gateway endpoint, which serves that service alone.
  const outward = table.Routes.filter(
    ({ State, GatewayId, DestinationPrefixListId }) =>
      State !== 'blackhole' && !(GatewayId?.startsWith('vpce-') && DestinationPrefixListId !== undefined),
  );
  const exits = outward.map((route) => {
    const isV6 = route.DestinationIpv6CidrBlock !== undefined;
    const isServed = isV6 ? hasIpv6(subnet, leaving) : leaving.hasPublicAddress;
    return { target: targetOf(route), isServed, isPrivate: isPrivateBlock(route.DestinationCidrBlock) };
  });
  const ways = exits.map(({ target, isServed, isPrivate }) => wayThrough(target.kind, isServed, isPrivate));
  const gateways = exits.filter(({ target }) => target.kind === 'internet-gateway').map(({ isServed }) => isServed);
  const wayOut = (['public', 'nat', 'unknown'] as const).find((way) => ways.includes(way)) ?? 'none';
  return { wayOut, isServedByGateway: gateways.includes(true) || (gateways.includes(null) ? null : gateways[0]) };
}

const hasIpv6 = ({ Ipv6CidrBlockAssociationSet: blocks }: Subnet, { usesIpv6 }: Leaving): boolean | null =>
  blocks.length === 0 ? false : usesIpv6;

/** Public addresses are in none of these. */
const isPrivateBlock = (block = ''): boolean => isPrivateRange(parseCidr(block));

function wayThrough(kind: RouteTargetKind, isServed: boolean | null, isPrivate: boolean): WayOut {
  switch (kind) {
    case 'local':
      return 'none';
    case 'nat-gateway':
      // Towards a private range it leads to somebody's own network.
      return isPrivate ? 'unknown' : 'nat';
    case 'internet-gateway':
    case 'egress-only-internet-gateway':
      return isServed === null ? 'unknown' : isServed ? 'public' : 'none';
    default:
      return 'unknown';
  }
}
