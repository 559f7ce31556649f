import * as v from 'valibot';
import { type Fits, number, text, textOrNull } from './schema.ts';

const ROUTE_TARGET_KIND = v.picklist([
  'local',
  'internet-gateway',
  'egress-only-internet-gateway',
  'nat-gateway',
  'transit-gateway',
  'vpc-peering-connection',
  'virtual-private-gateway',
  'vpc-endpoint',
  'network-interface',
  /** A kind that rulings do not know. */
  'other',
]);

/** What a route leads to. */
export type RouteTargetKind = Fits<typeof ROUTE_TARGET_KIND>;

export const ROUTE_TARGET = v.object({
  kind: ROUTE_TARGET_KIND,
  /** AWS's id; null where nothing that is read here tells it. */
  id: textOrNull,
});
export type RouteTarget = Fits<typeof ROUTE_TARGET>;

const DIRECTION = v.picklist(['in', 'out']);

const SECURITY_GROUP_RULE_REF = v.object({
  kind: v.literal('security-group-rule'),
  groupId: text,
  direction: DIRECTION,
  /** As EC2 spells it; `-1` is every protocol. */
  protocol: text,
  fromPort: v.nullable(number),
  toPort: v.nullable(number),
  /** A CIDR, a security group or a prefix list. */
  peer: text,
});
export type SecurityGroupRuleRef = Fits<typeof SECURITY_GROUP_RULE_REF>;

const NETWORK_ACL_ENTRY_REF = v.object({
  kind: v.literal('network-acl-entry'),
  networkAclId: text,
  direction: DIRECTION,
  /** 32767 is the last one, which AWS shows as `*`. */
  ruleNumber: number,
  action: v.picklist(['allow', 'deny']),
});
export type NetworkAclEntryRef = Fits<typeof NETWORK_ACL_ENTRY_REF>;

const ROUTE_REF = v.object({
  kind: v.literal('route'),
  routeTableId: text,
  /** A CIDR; of a route to a prefix list, the one of its entries that decided. */
  destination: text,
  target: ROUTE_TARGET,
  /** `active`, `blackhole`, or whatever EC2 says; null where it says nothing. */
  state: textOrNull,
});
export type RouteRef = Fits<typeof ROUTE_REF>;

export const RULE_REF = v.variant('kind', [SECURITY_GROUP_RULE_REF, NETWORK_ACL_ENTRY_REF, ROUTE_REF]);

/** The one rule that decided. A closed union: what points at it has words for each kind. */
export type RuleRef = Fits<typeof RULE_REF>;
