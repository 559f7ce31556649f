import type { PrefixList, Route } from '../../model/aws.ts';
import type { Decision } from '../../model/ruling.ts';
import { combine, unknown } from './combine.ts';
import { type AddressSpan, formatSpan, holds, parseSpan, type Span, segmentsOf, sizeOf } from './segments.ts';

/**
 * Whether a route table leads to where a packet goes. The longest prefix wins; a route whose target is gone (`blackhole`)
 * swallows. Where a target leads on to, one table cannot tell: that it leads is an allow.
 * Source: VPC User Guide, "Route priority".
 */
export function ruleOnRoutes(to: AddressSpan, routes: readonly Route[], prefixLists: readonly PrefixList[]): Decision {
  const known = routes
    .flatMap((route) => targetsOf(route, prefixLists))
    .filter(({ span }) => span.family === to.family);
  const unread = routes.find(
    (route) =>
      route.DestinationPrefixListId && !prefixLists.some((one) => one.PrefixListId === route.DestinationPrefixListId),
  );
  return combine(
    segmentsOf(
      to,
      known.map(({ span }) => span),
    ).map((segment) => ({
      decision: decide(segment, known, unread),
      piece: formatSpan({ ...segment, family: to.family }),
      size: sizeOf(segment),
    })),
  );
}

interface Target {
  readonly span: AddressSpan;
  readonly destination: string;
  readonly route: Route;
}

function targetsOf(route: Route, prefixLists: readonly PrefixList[]): readonly Target[] {
  const list = prefixLists.find((one) => one.PrefixListId === route.DestinationPrefixListId)?.Cidrs ?? [];
  const destinations = [route.DestinationCidrBlock, route.DestinationIpv6CidrBlock, ...list];
  return destinations.flatMap((destination) => {
    const span = parseSpan(destination ?? '');
    return span && destination ? [{ span, destination, route }] : [];
  });
}

function decide(segment: Span, targets: readonly Target[], unread: Route | undefined): Decision {
  const [best] = targets
    .filter(({ span }) => holds(span, segment.from))
    .toSorted((a, b) => Number(a.span.to - a.span.from < b.span.to - b.span.from ? -1 : 1));
  // A list that is not known may hold a longer prefix than any route here, but for the VPC's own.
  if (unread && best?.route.GatewayId !== 'local') {
    return unknown(`it depends on the entries of ${unread.DestinationPrefixListId}`);
  }
  if (!best) return { ruling: 'deny', rule: null, detail: 'no route leads there' };
  const { route, destination } = best;
  const target =
    route.GatewayId ??
    route.NatGatewayId ??
    route.TransitGatewayId ??
    route.VpcPeeringConnectionId ??
    route.NetworkInterfaceId;
  if (target === undefined) return unknown(`${destination} leads to a kind of target that is not read here`);
  if (route.State === 'blackhole')
    return {
      ruling: 'deny',
      rule: `${destination} to ${target} (blackhole)`,
      detail: 'the target of the route is gone',
    };
  if (route.State !== 'active')
    return unknown(`the route ${destination} to ${target} is ${route.State ?? 'in a state that is not known'}`);
  return { ruling: 'allow', rule: `${destination} to ${target}`, detail: null };
}
