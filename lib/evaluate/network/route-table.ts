import type { PrefixList, Route, RouteTable } from '../../model/aws.ts';
import type { RouteRef, RouteTarget } from '../../model/rule-ref.ts';
import type { Reason, Ruling, RulingPart } from '../../model/ruling.ts';
import { firstCovering } from '../../net/first-covering.ts';
import { type AddressRange, parseRange, portRange } from '../../net/range.ts';

/**
 * Where a route table leads, part by part. The longest prefix wins; a route whose target is gone (`blackhole`) swallows. Where a
 * target leads on to, one table cannot tell: that it leads is an allow.
 * Source: VPC User Guide, "Route priority".
 */
export function ruleOnRoutes(
  to: AddressRange,
  { RouteTableId, Routes }: Pick<RouteTable, 'RouteTableId' | 'Routes'>,
  prefixLists: readonly PrefixList[],
): Ruling {
  const known = Routes.flatMap((route) => destinationsOf(route, prefixLists))
    .filter(({ family }) => family === to.family)
    .toSorted((a, b) => (a.to - a.from < b.to - b.from ? -1 : a.to - a.from > b.to - b.from ? 1 : 0));
  const unread = Routes.find(
    ({ DestinationPrefixListId: id }) => id !== undefined && !prefixLists.some((one) => one.PrefixListId === id),
  )?.DestinationPrefixListId;
  const parts = firstCovering(to, known).map(({ from, to: last, rule }): RulingPart => {
    const whole = { addresses: { family: to.family, from, to: last }, ports: ANY_PORT };
    const ref = rule && refOf(RouteTableId, rule);
    // A list that is not known may hold a longer prefix than any route here, but for the VPC's own.
    if (unread !== undefined && ref?.target.kind !== 'local')
      return {
        ...whole,
        effect: 'unknown',
        rule: null,
        reason: { kind: 'depends-on-prefix-list', prefixListId: unread },
      };
    return ref === null ? { ...whole, effect: 'deny', rule: null, reason: NO_ROUTE } : { ...whole, ...ruledBy(ref) };
  });
  return { addresses: to, ports: ANY_PORT, parts };
}

/** Routes know no ports. */
const ANY_PORT = portRange(0, 65_535);

const NO_ROUTE: Reason = { kind: 'no-route' };

function ruledBy(rule: RouteRef): Pick<RulingPart, 'effect' | 'rule' | 'reason'> {
  if (rule.state === 'blackhole') return { effect: 'deny', rule, reason: { kind: 'target-gone' } };
  if (UNREAD.has(rule.target.kind)) return { effect: 'unknown', rule, reason: { kind: 'target-not-read' } };
  if (rule.state !== 'active') return { effect: 'unknown', rule, reason: { kind: 'route-state-not-known' } };
  return { effect: 'allow', rule, reason: null };
}

/** Appliances, endpoints of inspecting load balancers, other people's networks: what they do with a packet nothing here tells. */
const UNREAD: ReadonlySet<string> = new Set<RouteTarget['kind']>([
  ...(['network-interface', 'vpc-endpoint', 'virtual-private-gateway', 'other'] as const),
]);

interface Destination extends AddressRange {
  readonly destination: string;
  readonly route: Route;
}

function destinationsOf(route: Route, prefixLists: readonly PrefixList[]): readonly Destination[] {
  const list = prefixLists.find((one) => one.PrefixListId === route.DestinationPrefixListId)?.Cidrs ?? [];
  const destinations = [route.DestinationCidrBlock, route.DestinationIpv6CidrBlock, ...list];
  return destinations.flatMap((destination) => {
    const range = parseRange(destination ?? '');
    return range && destination ? [{ ...range, destination, route }] : [];
  });
}

const refOf = (routeTableId: string, { destination, route }: Destination): RouteRef => ({
  kind: 'route',
  routeTableId,
  destination,
  target: targetOf(route),
  state: route.State ?? null,
});

/** EC2 tells a target by the field that it stands in; under GatewayId by the beginning of its id. */
export function targetOf(route: Route): RouteTarget {
  if (route.GatewayId !== undefined) return { kind: gatewayKind(route.GatewayId), id: route.GatewayId };
  if (route.NatGatewayId !== undefined) return { kind: 'nat-gateway', id: route.NatGatewayId };
  if (route.TransitGatewayId !== undefined) return { kind: 'transit-gateway', id: route.TransitGatewayId };
  if (route.VpcPeeringConnectionId !== undefined)
    return { kind: 'vpc-peering-connection', id: route.VpcPeeringConnectionId };
  if (route.NetworkInterfaceId !== undefined) return { kind: 'network-interface', id: route.NetworkInterfaceId };
  if (route.EgressOnlyInternetGatewayId !== undefined)
    return { kind: 'egress-only-internet-gateway', id: route.EgressOnlyInternetGatewayId };
  return { kind: 'other', id: null };
}

const GATEWAYS: readonly (readonly [string, RouteTarget['kind']])[] = [
  ['local', 'local'],
  ['igw-', 'internet-gateway'],
  ['eigw-', 'egress-only-internet-gateway'],
  ['vgw-', 'virtual-private-gateway'],
  ['vpce-', 'vpc-endpoint'],
];

const gatewayKind = (id: string): RouteTarget['kind'] =>
  GATEWAYS.find(([beginning]) => id.startsWith(beginning))?.[1] ?? 'other';
