import type { NetworkConfiguration, SecurityGroup } from '../../model/aws.ts';
import { isOfExperiment } from '../../model/experiment-tags.ts';
import type { Hop, PathEvaluation } from '../../model/path-evaluation.ts';
import type { Reachability } from '../../model/reachability.ts';
import type { RouteTarget } from '../../model/rule-ref.ts';
import { type Effect, effectOf, type Reason, type Ruling, type RulingPart } from '../../model/ruling.ts';
import { type AddressRange, portRange, type Range } from '../../net/range.ts';
import { acrossFamilies } from './across-families.ts';
import { codeOfAcl, codeOfGroups, codeOfRoutes, type Side } from './codes.ts';
import type { Flow, Place } from './flow.ts';
import { joinedParts } from './joined-parts.ts';
import { ruleOnAcl } from './network-acl.ts';
import { resourcesIn } from './resources.ts';
import { ruleOnRoutes } from './route-table.ts';
import { routeTableOf } from './route-table-of.ts';
import { ruleOnGroups } from './security-group.ts';

/**
 * Rules on one flow, hop by hop, in the order in which packets meet the filters: group and ACL of the source, route, ACL and
 * group of the destination; then back, past ACLs and routes alone, since groups are stateful. Inside one subnet there are
 * neither ACLs nor routes on the path.
 */
export function evaluatePath(flow: Flow, known: NetworkConfiguration): PathEvaluation {
  if (flow.source.addresses.family !== flow.destination.addresses.family) return acrossFamilies(flow, known);
  const sameSubnet = isInside(flow);
  const route = routeHop(flow, 'source', known);
  const reply = routeHop(flow, 'destination', known);
  const forward = [
    groupHop(flow, 'out', route, known),
    ...(sameSubnet ? [] : [aclHop(flow, 'source', 'out', known), route, aclHop(flow, 'destination', 'in', known)]),
    groupHop(flow, 'in', route, known),
  ];
  const back = sameSubnet
    ? []
    : [aclHop(flow, 'destination', 'out', known), reply, aclHop(flow, 'source', 'in', known)];
  const hops = [...forward, ...back];
  return {
    predicted: reachOf(hops),
    forward: reachOf(forward),
    return: reachOf(back),
    hops,
    because: [...new Set(hops.flatMap((hop) => hop.because ?? []))],
    notRead: sameSubnet ? [] : notReadBy([route, reply]),
  };
}

/** Inside one subnet nothing is routed. */
const isInside = ({ source, destination }: Flow): boolean =>
  source.subnetId !== null && source.subnetId === destination.subnetId;

const REACH: Readonly<Record<Effect | 'mixed', Reachability>> = {
  allow: 'open',
  deny: 'closed',
  mixed: 'mixed',
  unknown: 'unknown',
};

/** Blocked by any hop that denies all, else not known by any unknown, else mixed by any mixed. */
function reachOf(hops: readonly Hop[]): Reachability {
  const effects = new Set(hops.map(({ ruling }) => effectOf(ruling)));
  return REACH[(['deny', 'unknown', 'mixed'] as const).find((effect) => effects.has(effect)) ?? 'allow'];
}

/** A transit gateway has route tables of its own, and a peering another side: neither is read. */
function notReadBy(routes: readonly Hop[]): readonly RouteTarget[] {
  const targets = routes
    .flatMap(({ ruling }) => ruling.parts)
    .flatMap(({ effect, rule }) => (effect === 'allow' && rule?.kind === 'route' ? [rule.target] : []))
    .filter(({ kind }) => kind === 'transit-gateway' || kind === 'vpc-peering-connection');
  return [...new Map(targets.map((target) => [target.id, target])).values()];
}

/** A range of which nothing is known but why. */
const unknownRuling = (addresses: AddressRange, ports: Range, reason: Reason): Ruling => ({
  addresses,
  ports,
  parts: [{ addresses, ports, effect: 'unknown', rule: null, reason }],
});

/** What an interface without groups does to a packet: nothing. */
const unfiltered = (addresses: AddressRange, ports: Range): Ruling => ({
  addresses,
  ports,
  parts: [{ addresses, ports, effect: 'allow', rule: null, reason: { kind: 'has-no-groups' } }],
});

/**
 * Across a transit gateway no group of one side can be told by the other, so that rules by group match nobody; and where only a
 * part of the destination is reached through one, only that part's. Source: VPC User Guide, "Security group rules".
 * Which groups an experiment's own stands in for, nobody can tell: rules may name them.
 */
function groupHop(flow: Flow, direction: 'in' | 'out', route: Hop, known: NetworkConfiguration): Hop {
  const [own, other] = direction === 'out' ? [flow.source, flow.destination] : [flow.destination, flow.source];
  const hop = { kind: 'security-group', leg: 'forward', direction, resources: own.groupIds ?? [] } as const;
  const ports = portRange(flow.port);
  if (own.groupIds === null)
    return { ...hop, ruling: unknownRuling(other.addresses, ports, { kind: 'groups-not-known' }), because: null };
  if (own.groupIds.length === 0) return { ...hop, ruling: unfiltered(other.addresses, ports), because: null };
  const groups = own.groupIds.map((id) => resourcesIn(known).securityGroup.get(id));
  const given = groups.filter((group): group is SecurityGroup => group !== undefined);
  const missing = own.groupIds.filter((id) => !resourcesIn(known).securityGroup.has(id));
  const hasStandIn = (other.groupIds ?? []).some((id) =>
    isOfExperiment(resourcesIn(known).securityGroup.get(id) ?? {}),
  );
  const parts = route.ruling.parts.flatMap((part) => {
    const areGroupsLost =
      !isInside(flow) &&
      part.effect === 'allow' &&
      part.rule?.kind === 'route' &&
      part.rule.target.kind === 'transit-gateway';
    // The route is about the destination's addresses: of an outbound rule the very same ones.
    const addresses = direction === 'out' ? part.addresses : other.addresses;
    const mayHaveOthers = !areGroupsLost && hasStandIn;
    const peer = { addresses, groupIds: areGroupsLost ? [] : other.groupIds, mayHaveOthers };
    return ruleOnGroups({ direction, protocol: flow.protocol, port: flow.port, peer }, given, known.prefixLists).parts;
  });
  const ruling = { addresses: other.addresses, ports, parts: joinedParts(withMissing(parts, missing)) };
  return { ...hop, ruling, because: codeOfGroups(direction, ruling, given) };
}

/** Groups only allow, so one that is not known can still open what the others do not. */
const withMissing = (parts: readonly RulingPart[], groupIds: readonly string[]): readonly RulingPart[] =>
  groupIds.length === 0
    ? parts
    : parts.map((part) =>
        part.effect === 'allow'
          ? part
          : { ...part, effect: 'unknown', rule: null, reason: { kind: 'group-rules-not-known', groupIds } },
      );

function aclHop(flow: Flow, side: Side, direction: 'in' | 'out', known: NetworkConfiguration): Hop {
  const [own, peer] = side === 'source' ? [flow.source, flow.destination] : [flow.destination, flow.source];
  const leg = (side === 'source') === (direction === 'out') ? 'forward' : 'return';
  const acl = own.subnetId === null ? undefined : resourcesIn(known).networkAclOf.get(own.subnetId);
  const hop = { kind: 'network-acl', leg, direction, resources: acl ? [acl.NetworkAclId] : [] } as const;
  const ports = leg === 'forward' ? portRange(flow.port) : flow.sourcePorts;
  const ruling = acl
    ? ruleOnAcl({ direction, protocol: flow.protocol, ports, peer: peer.addresses }, acl)
    : unknownRuling(peer.addresses, ports, { kind: 'network-acl-not-known', subnetId: own.subnetId });
  return { ...hop, ruling, because: codeOfAcl(side, direction, ruling, acl) };
}

function routeHop(flow: Flow, side: Side, known: NetworkConfiguration): Hop {
  const [own, peer] = side === 'source' ? [flow.source, flow.destination] : [flow.destination, flow.source];
  const table = routeTableOf(own.subnetId, known);
  const leg = side === 'source' ? 'forward' : 'return';
  const hop = { kind: 'route-table', leg, direction: 'out', resources: table ? [table.RouteTableId] : [] } as const;
  if (!table) {
    const reason = { kind: 'route-table-not-known', subnetId: own.subnetId } as const;
    return { ...hop, ruling: unknownRuling(peer.addresses, portRange(0, 65_535), reason), because: null };
  }
  const ruled = ruleOnRoutes(peer.addresses, table, known.prefixLists);
  const ruling = { ...ruled, parts: ruled.parts.map((part) => leadingTo(own, peer, part, known)) };
  return { ...hop, ruling, because: codeOfRoutes(side, ruling) };
}

const TO_INTERNET: ReadonlySet<string> = new Set<RouteTarget['kind']>([
  'internet-gateway',
  'egress-only-internet-gateway',
  'nat-gateway',
]);

/**
 * Whether a route that is there leads to where the packet goes: gateways to the internet carry no private address, and `local`
 * leads to the table's own VPC alone. Source: VPC User Guide, "Route tables", "NAT gateways".
 */
function leadingTo(own: Place, peer: Place, part: RulingPart, known: NetworkConfiguration): RulingPart {
  if (part.effect !== 'allow' || part.rule?.kind !== 'route' || peer.subnetId === null) return part;
  if (TO_INTERNET.has(part.rule.target.kind)) return { ...part, effect: 'deny', reason: { kind: 'leads-to-internet' } };
  const [ownVpc, peerVpc] = [own.subnetId, peer.subnetId].map((id) => resourcesIn(known).subnet.get(id ?? '')?.VpcId);
  const isElsewhere = ownVpc !== undefined && peerVpc !== undefined && ownVpc !== peerVpc;
  if (part.rule.target.kind !== 'local' || !isElsewhere) return part;
  return { ...part, effect: 'deny', reason: { kind: 'local-of-another-vpc', vpcId: peerVpc } };
}
