import type { NetworkAcl, NetworkConfiguration, RouteTable, SecurityGroup } from '../model/aws.ts';
import type { Code } from '../model/layer.ts';
import type { Reachability } from '../model/reachability.ts';
import type { Decision } from '../model/ruling.ts';
import type { Hop, Trace } from '../model/trace.ts';
import { ruleAll, unknown } from './network/combine.ts';
import { ruleOnAcl } from './network/nacl.ts';
import { resourcesIn } from './network/resources.ts';
import { ruleOnRoutes } from './network/route.ts';
import { ruleOnGroups } from './network/security-group.ts';
import { type AddressSpan, portSpan, type Span } from './network/segments.ts';

/** One end of a flow, with what is known of it; null and absent mean not known. */
export interface End {
  readonly addresses: AddressSpan;
  readonly groupIds: readonly string[] | null;
  readonly subnetId: string | null;
}

export interface Flow {
  readonly from: End;
  readonly to: End;
  /** `tcp` or `udp`. */
  readonly protocol: string;
  readonly port: number;
  /** True where neither side can tell the other's groups, so that rules by group match nobody. */
  readonly areGroupsLost?: boolean;
  /** The ports that replies go to: the client's ephemeral range. */
  readonly clientPorts: Span;
}

/**
 * Strings the rulings on one flow together, in the order in which packets meet the filters: group and ACL of the client,
 * route, ACL and group of the other end; then back, past ACLs and routes alone, since groups keep state. Inside one subnet
 * there are neither ACLs nor routes on the way.
 */
export function trace(flow: Flow, known: NetworkConfiguration): Trace {
  const sameSubnet = flow.from.subnetId !== null && flow.from.subnetId === flow.to.subnetId;
  const route = routeHop(flow, 'client', known);
  const forward = [
    groupHop(withoutLostGroups(flow, route), 'out', known),
    ...(sameSubnet ? [] : [aclHop(flow, 'client', 'out', known), route, aclHop(flow, 'endpoint', 'in', known)]),
    groupHop(withoutLostGroups(flow, route), 'in', known),
  ];
  const back = sameSubnet
    ? []
    : [aclHop(flow, 'endpoint', 'out', known), routeHop(flow, 'endpoint', known), aclHop(flow, 'client', 'in', known)];
  const reach = { forward: reachOf(forward), return: reachOf(back) };
  const hops = [...forward, ...back];
  return { predicted: reachOf(hops), ...reach, hops, because: [...new Set(hops.flatMap((hop) => hop.because ?? []))] };
}

/** Across a transit gateway no group of one side can be told by the other. Source: VPC User Guide, "Security group rules". */
const withoutLostGroups = (flow: Flow, route: Hop): Flow =>
  route.ruling === 'allow' && route.rule?.includes(' to tgw-') ? { ...flow, areGroupsLost: true } : flow;

const REACH: Readonly<Record<Hop['ruling'], Reachability>> = {
  allow: 'open',
  deny: 'closed',
  mixed: 'mixed',
  unknown: 'unknown',
};

const reachOf = (hops: readonly Hop[]): Reachability => REACH[ruleAll(hops)];

function groupHop(
  { from, to, protocol, port, areGroupsLost }: Flow,
  direction: 'in' | 'out',
  known: NetworkConfiguration,
): Hop {
  const [own, other] = direction === 'out' ? [from, to] : [to, from];
  const peer = areGroupsLost ? { ...other, groupIds: [] } : other;
  const hop = {
    kind: 'security-group',
    way: 'forward',
    direction,
    resource: own.groupIds?.join(', ') ?? null,
  } as const;
  if (own.groupIds === null) return { ...hop, ...unknown('which security groups it has is not known'), because: null };
  const groups = own.groupIds.map((id) => resourcesIn(known).securityGroup.get(id));
  const given = groups.filter((group): group is SecurityGroup => group !== undefined);
  const decision = ruleOnGroups({ direction, protocol, port, peer }, given, known.prefixLists);
  // Groups only allow, so one that is not known can still open what the others do not.
  if (given.length < groups.length && decision.ruling !== 'allow') {
    const missing = own.groupIds.filter((id) => !resourcesIn(known).securityGroup.has(id));
    return { ...hop, ...unknown(`the rules of ${missing.join(', ')} are not known`), because: null };
  }
  return { ...hop, ...decision, because: becauseOf(decision.ruling, GROUP_CODES[direction]) };
}

type Side = 'client' | 'endpoint';

function aclHop(flow: Flow, side: Side, direction: 'in' | 'out', known: NetworkConfiguration): Hop {
  const [own, peer] = side === 'client' ? [flow.from, flow.to] : [flow.to, flow.from];
  const way = (side === 'client') === (direction === 'out') ? 'forward' : 'return';
  const acl = aclOf(own.subnetId, known);
  const hop = { kind: 'network-acl', way, direction, resource: acl?.NetworkAclId ?? null } as const;
  if (!acl)
    return { ...hop, ...unknown(`the network ACL of ${own.subnetId ?? 'its subnet'} is not known`), because: null };
  const ports = way === 'forward' ? portSpan(flow.port) : flow.clientPorts;
  const decision = ruleOnAcl({ direction, protocol: flow.protocol, ports, peer: peer.addresses }, acl.Entries);
  const deny = ACL_CODES[`${side}-${direction}`];
  // A part of the ports is another fault than a part of the addresses.
  const mixed = way === 'return' && decision.differsBy === 'ports' ? 'nacl/partial-ephemeral' : deny;
  return { ...hop, ...decision, because: becauseOf(decision.ruling, { deny, mixed }) };
}

function routeHop(flow: Flow, side: Side, known: NetworkConfiguration): Hop {
  const [own, peer] = side === 'client' ? [flow.from, flow.to] : [flow.to, flow.from];
  const table = routeTableOf(own.subnetId, known);
  const way = side === 'client' ? 'forward' : 'return';
  const hop = { kind: 'route-table', way, direction: 'out', resource: table?.RouteTableId ?? null } as const;
  if (!table)
    return { ...hop, ...unknown(`the route table of ${own.subnetId ?? 'its subnet'} is not known`), because: null };
  const decision = withoutInternet(ruleOnRoutes(peer.addresses, table.Routes, known.prefixLists), peer);
  const missing = side === 'client' ? 'route/no-route-to-hub' : 'route/return-missing';
  const code = decision.rule?.endsWith('(blackhole)') ? 'route/blackhole' : missing;
  return { ...hop, ...decision, because: becauseOf(decision.ruling, { deny: code, mixed: code }) };
}

/** Gateways to the internet carry no private address: a default route does not lead to an interface in a VPC. */
function withoutInternet(decision: Decision, to: End): Decision {
  const leadsOut = / to (nat|igw|eigw)-/.test(decision.rule ?? '');
  if (decision.ruling !== 'allow' || !leadsOut || to.subnetId === null) return decision;
  return { ...decision, ruling: 'deny', detail: 'it leads to the internet, and not to an address in a VPC' };
}

interface Codes {
  readonly deny: Code;
  readonly mixed: Code;
}

const GROUP_CODES: Readonly<Record<'in' | 'out', Codes>> = {
  out: { deny: 'sg/client-egress-missing', mixed: 'sg/client-egress-cidr' },
  in: { deny: 'sg/endpoint-ingress-missing', mixed: 'sg/ingress-cidr-excludes-subnet' },
};

const ACL_CODES: Readonly<Record<`${Side}-${'in' | 'out'}`, Code>> = {
  'client-out': 'nacl/client-egress-443',
  'endpoint-in': 'nacl/endpoint-ingress-443',
  'endpoint-out': 'nacl/endpoint-egress-ephemeral',
  'client-in': 'nacl/client-ingress-ephemeral',
};

const becauseOf = (ruling: Hop['ruling'], codes: Codes): Code | null =>
  ruling === 'deny' || ruling === 'mixed' ? codes[ruling] : null;

const aclOf = (subnetId: string | null, known: NetworkConfiguration): NetworkAcl | undefined =>
  subnetId === null ? undefined : resourcesIn(known).networkAclOf.get(subnetId);

/** A subnet without an association of its own uses its VPC's main table. */
export function routeTableOf(subnetId: string | null, known: NetworkConfiguration): RouteTable | undefined {
  if (subnetId === null) return undefined;
  const { routeTableOf: ownTableOf, subnet, mainRouteTable } = resourcesIn(known);
  return ownTableOf.get(subnetId) ?? mainRouteTable.get(subnet.get(subnetId)?.VpcId ?? '');
}
