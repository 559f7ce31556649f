import type { IpPermission, PrefixList, SecurityGroup } from '../../model/aws.ts';
import type { SecurityGroupRuleRef } from '../../model/rule-ref.ts';
import type { Effect, Reason, Ruling, RulingPart } from '../../model/ruling.ts';
import { firstCovering } from '../../net/first-covering.ts';
import { type AddressRange, holds, parseRange, portRange } from '../../net/range.ts';
import { matchesProtocol, portsOf } from './protocol.ts';

/** Who is at the other end: where it is, and which groups it is in. Null: the groups are not known. */
export interface Peer {
  readonly addresses: AddressRange;
  readonly groupIds: readonly string[] | null;
  /** Whether it may be in others, too. */
  readonly mayHaveOthers?: boolean;
}

export interface GroupFlow {
  readonly direction: 'in' | 'out';
  readonly protocol: string;
  readonly port: number;
  readonly peer: Peer;
}

/**
 * What the security groups of one interface say of a flow. Rules of all groups count together, each only allows, and what
 * none allows is denied. Groups are stateful, so that replies need no rule: ask only for the direction of the first packet.
 * Source: VPC User Guide, "Security group rules".
 */
export function ruleOnGroups(
  flow: GroupFlow,
  groups: readonly SecurityGroup[],
  prefixLists: readonly PrefixList[],
): Ruling {
  const { addresses } = flow.peer;
  const ports = portRange(flow.port);
  const rules = groups
    .flatMap((group) => rulesFor(flow, group, prefixLists))
    .filter(({ family }) => family === addresses.family)
    // A rule that cannot be read may allow what none of the others does.
    .toSorted((a, b) => Number(a.effect === 'unknown') - Number(b.effect === 'unknown'));
  const parts = firstCovering(addresses, rules).map(
    ({ from, to, rule }): RulingPart => ({
      addresses: { family: addresses.family, from, to },
      ports,
      effect: rule?.effect ?? 'deny',
      rule: rule && refOf(rule, flow.direction),
      reason: rule === null ? NO_RULE : rule.reason,
    }),
  );
  return { addresses, ports, parts };
}

const NO_RULE: Reason = { kind: 'no-rule-allows' };

/** A rule with the addresses that it is about. */
interface Rule extends AddressRange {
  readonly effect: Effect;
  readonly reason: Reason | null;
  readonly groupId: string;
  readonly permission: IpPermission;
  /** Whom it names. */
  readonly peer: string;
}

function rulesFor(flow: GroupFlow, group: SecurityGroup, prefixLists: readonly PrefixList[]): readonly Rule[] {
  const permissions = flow.direction === 'in' ? group.IpPermissions : group.IpPermissionsEgress;
  return permissions
    .filter((permission) => applies(permission, flow))
    .flatMap((permission) => rulesOf(permission, group.GroupId, flow, prefixLists));
}

function applies({ IpProtocol, FromPort, ToPort }: IpPermission, { protocol, port }: GroupFlow): boolean {
  return matchesProtocol(IpProtocol, protocol) && holds(portsOf(IpProtocol, FromPort, ToPort), BigInt(port));
}

function rulesOf(
  permission: IpPermission,
  groupId: string,
  { peer }: GroupFlow,
  prefixLists: readonly PrefixList[],
): readonly Rule[] {
  const allowing = (range: AddressRange, named: string): Rule => ({
    ...range,
    ...{ effect: 'allow', reason: null, groupId, permission, peer: named },
  });
  const unread = (named: string): Rule => ({ ...allowing(peer.addresses, named), effect: 'unknown', reason: UNREAD });
  return [
    ...rangesIn(permission).map(([cidr, range]) => allowing(range, cidr)),
    ...permission.UserIdGroupPairs.flatMap(({ GroupId }) => {
      if (peer.groupIds?.includes(GroupId)) return [allowing(peer.addresses, GroupId)];
      return peer.groupIds === null || peer.mayHaveOthers ? [unread(GroupId)] : [];
    }),
    ...permission.PrefixListIds.flatMap(({ PrefixListId }) => {
      const list = prefixLists.find((one) => one.PrefixListId === PrefixListId);
      return list ? rangesOf(list.Cidrs).map(([, range]) => allowing(range, PrefixListId)) : [unread(PrefixListId)];
    }),
  ];
}

const UNREAD: Reason = { kind: 'depends-on-rule' };

type NamedRange = readonly [cidr: string, range: AddressRange];

const rangesOf = (cidrs: readonly string[]): readonly NamedRange[] =>
  cidrs.flatMap((cidr) => {
    const range = parseRange(cidr);
    return range ? [[cidr, range] as const] : [];
  });

const parsed = new WeakMap<IpPermission, readonly NamedRange[]>();

/** A permission's CIDRs, parsed once: the same rules are asked for each path to each interface. */
function rangesIn(permission: IpPermission): readonly NamedRange[] {
  const { IpRanges, Ipv6Ranges } = permission;
  const ranges =
    parsed.get(permission) ??
    rangesOf([...IpRanges.map((one) => one.CidrIp), ...Ipv6Ranges.map((one) => one.CidrIpv6)]);
  parsed.set(permission, ranges);
  return ranges;
}

const refOf = ({ groupId, permission, peer }: Rule, direction: 'in' | 'out'): SecurityGroupRuleRef => ({
  kind: 'security-group-rule',
  groupId,
  direction,
  protocol: permission.IpProtocol,
  fromPort: permission.FromPort ?? null,
  toPort: permission.ToPort ?? null,
  peer,
});
