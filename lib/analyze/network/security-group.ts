import type { IpPermission, PrefixList, SecurityGroup } from '../../model/aws.ts';
import type { Decision } from '../../model/ruling.ts';
import { combine, unknown } from './combine.ts';
import { matchesProtocol, portsOf } from './protocol.ts';
import { type AddressSpan, formatSpan, holds, parseSpan, type Span, segmentsOf, sizeOf } from './segments.ts';

/** Who is at the other end: where it is, and which groups it is in. Null: the groups are not known. */
export interface Peer {
  readonly addresses: AddressSpan;
  readonly groupIds: readonly string[] | null;
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
): Decision {
  const rules = groups.flatMap(({ GroupId, IpPermissions, IpPermissionsEgress }) =>
    (flow.direction === 'in' ? IpPermissions : IpPermissionsEgress)
      .filter((permission) => applies(permission, flow))
      .flatMap((permission) => sourcesOf(permission, GroupId, flow, prefixLists)),
  );
  const { addresses } = flow.peer;
  const spans = rules.flatMap(({ spans: own }) => own).filter((span) => span.family === addresses.family);
  return combine(
    segmentsOf(addresses, spans).map((segment) => ({
      decision: decide(segment, addresses.family, rules),
      piece: formatSpan({ ...segment, family: addresses.family }),
      size: sizeOf(segment),
    })),
  );
}

/** One source or destination of a rule. `matches`: true for all of the peer, null where it cannot be told. */
interface Source {
  readonly rule: string;
  readonly spans: readonly AddressSpan[];
  readonly matchesPeer: boolean | null;
}

function decide(segment: Span, family: AddressSpan['family'], rules: readonly Source[]): Decision {
  const allowing = rules.find(
    ({ spans, matchesPeer }) =>
      matchesPeer === true || spans.some((span) => span.family === family && holds(span, segment.from)),
  );
  if (allowing) return { ruling: 'allow', rule: allowing.rule, detail: null };
  const open = rules.find(({ matchesPeer }) => matchesPeer === null);
  if (open) return unknown(`it depends on ${open.rule}, and what that stands for is not known`);
  return { ruling: 'deny', rule: null, detail: 'no rule allows it' };
}

function applies({ IpProtocol, FromPort, ToPort }: IpPermission, { protocol, port }: GroupFlow): boolean {
  return matchesProtocol(IpProtocol, protocol) && holds(portsOf(IpProtocol, FromPort, ToPort), BigInt(port));
}

function sourcesOf(
  permission: IpPermission,
  groupId: string,
  { direction, peer }: GroupFlow,
  prefixLists: readonly PrefixList[],
): readonly Source[] {
  const { IpProtocol, FromPort, ToPort } = permission;
  const ports =
    IpProtocol === '-1' ? 'all' : `${IpProtocol} ${FromPort ?? 'all'}${ToPort === FromPort ? '' : `-${ToPort}`}`;
  const name = (other: string) =>
    `${groupId} ${direction === 'in' ? 'ingress' : 'egress'} ${ports} ${direction === 'in' ? 'from' : 'to'} ${other}`;
  const byCidr = [...permission.IpRanges.map((one) => one.CidrIp), ...permission.Ipv6Ranges.map((one) => one.CidrIpv6)];
  return [
    ...byCidr.map((cidr) => ({ rule: name(cidr), spans: spansOf([cidr]), matchesPeer: false })),
    ...permission.UserIdGroupPairs.map(({ GroupId }) => ({
      rule: name(GroupId),
      spans: [],
      matchesPeer: peer.groupIds?.includes(GroupId) ?? null,
    })),
    ...permission.PrefixListIds.map(({ PrefixListId }) => {
      const list = prefixLists.find((one) => one.PrefixListId === PrefixListId);
      return { rule: name(PrefixListId), spans: spansOf(list?.Cidrs ?? []), matchesPeer: list ? false : null };
    }),
  ];
}

const spansOf = (cidrs: readonly string[]): readonly AddressSpan[] =>
  cidrs.map(parseSpan).filter((span) => span !== null);
