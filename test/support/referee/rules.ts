import type { IpPermission, NetworkAclEntry, World } from '../../lab/world.ts';
import type { Ports } from './flows.ts';

export type Route = World['RouteTables'][string]['Routes'][number];

export const ANYWHERE = '0.0.0.0/0';
export const PREFIX_LIST = 'pl-0123456789abcdef0';
export const SECOND_GROUP = 'sg-0123456789abcdef0';

/** A rule of a security group; without a protocol, for all of them. */
export const permission = (
  peer: Partial<Pick<IpPermission, 'IpRanges' | 'UserIdGroupPairs' | 'PrefixListIds'>>,
  IpProtocol = '-1',
  ports: Ports | null = null,
): IpPermission => ({
  IpProtocol,
  ...(ports && { FromPort: ports.from, ToPort: ports.to }),
  IpRanges: [],
  UserIdGroupPairs: [],
  PrefixListIds: [],
  ...peer,
});

export const fromCidr = (CidrIp: string) => ({ IpRanges: [{ CidrIp }] });
export const fromGroup = (GroupId: string) => ({ UserIdGroupPairs: [{ GroupId }] });

/** An entry of a network ACL; without ports, for all protocols. */
export const entry = (
  RuleNumber: number,
  Egress: boolean,
  RuleAction: 'allow' | 'deny',
  Protocol = '-1',
  ports: Ports | null = null,
  CidrBlock = ANYWHERE,
): NetworkAclEntry => ({
  RuleNumber,
  Egress,
  RuleAction,
  Protocol,
  CidrBlock,
  ...(ports && { PortRange: { From: ports.from, To: ports.to } }),
});

/** The same entry for TCP and for UDP, under two numbers. */
export const entries = (number: number, Egress: boolean, action: 'allow' | 'deny', ports: Ports, cidr = ANYWHERE) =>
  ['6', '17'].map((protocol, more) => entry(number + more, Egress, action, protocol, ports, cidr));

export const byTransitGateway = { TransitGatewayId: 'tgw-0123456789abcdef0' };
export const byNat = { NatGatewayId: 'nat-0123456789abcdef0' };
export const local = { GatewayId: 'local' };

export const route = (
  DestinationCidrBlock: string,
  target: Pick<Route, 'GatewayId' | 'NatGatewayId' | 'TransitGatewayId'>,
  State: Route['State'] = 'active',
): Route => ({ DestinationCidrBlock, State, ...target });

/** What differs from a healthy world: places in it, and what stands there. */
export type Settings = Readonly<Record<string, unknown>>;

/** Groups that nothing fails on. */
export const OPEN_GROUPS: Settings = Object.fromEntries(
  ['client', 'endpoint'].flatMap((role) =>
    ['IpPermissions', 'IpPermissionsEgress'].map((list) => [
      `SecurityGroups.${role}.${list}`,
      [permission(fromCidr(ANYWHERE))],
    ]),
  ),
);

/** Nothing is stopped in either direction. */
export const ALL_PASS: readonly NetworkAclEntry[] = [entry(90, false, 'allow'), entry(90, true, 'allow')];
