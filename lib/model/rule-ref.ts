/** What a route leads to. `other`: a kind that rulings do not know. */
export type RouteTargetKind =
  | 'local'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'transit-gateway'
  | 'vpc-peering-connection'
  | 'virtual-private-gateway'
  | 'vpc-endpoint'
  | 'network-interface'
  | 'other';

export interface RouteTarget {
  readonly kind: RouteTargetKind;
  /** AWS's id; null where nothing that is read here tells it. */
  readonly id: string | null;
}

export interface SecurityGroupRuleRef {
  readonly kind: 'security-group-rule';
  readonly groupId: string;
  readonly direction: 'in' | 'out';
  /** As EC2 spells it; `-1` is every protocol. */
  readonly protocol: string;
  readonly fromPort: number | null;
  readonly toPort: number | null;
  /** A CIDR, a security group or a prefix list. */
  readonly peer: string;
}

export interface NetworkAclEntryRef {
  readonly kind: 'network-acl-entry';
  readonly networkAclId: string;
  readonly direction: 'in' | 'out';
  /** 32767 is the last one, which AWS shows as `*`. */
  readonly ruleNumber: number;
  readonly action: 'allow' | 'deny';
}

export interface RouteRef {
  readonly kind: 'route';
  readonly routeTableId: string;
  /** A CIDR; of a route to a prefix list, the one of its entries that decided. */
  readonly destination: string;
  readonly target: RouteTarget;
  /** `active`, `blackhole`, or whatever EC2 says; null where it says nothing. */
  readonly state: string | null;
}

/** The one rule that decided. A closed union: what points at it has words for each kind. */
export type RuleRef = SecurityGroupRuleRef | NetworkAclEntryRef | RouteRef;
