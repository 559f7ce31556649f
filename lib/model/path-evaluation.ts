import type { Code } from './codes.ts';
import type { Reachability } from './reachability.ts';
import type { RouteTarget } from './rule-ref.ts';
import type { Ruling } from './ruling.ts';

/** One filter or table that packets meet, with its ruling. */
export interface Hop {
  readonly kind: 'security-group' | 'network-acl' | 'route-table';
  readonly leg: 'forward' | 'return';
  readonly direction: 'in' | 'out';
  /** Ids of the groups, or of the ACL or table; empty where it is not known. */
  readonly resources: readonly string[];
  readonly ruling: Ruling;
  /** The finding that this hop is, where it blocks. */
  readonly because: Code | null;
}

/** A flow's whole path by configuration, there and back. */
export interface PathEvaluation {
  readonly predicted: Reachability;
  readonly forward: Reachability;
  readonly return: Reachability;
  readonly hops: readonly Hop[];
  readonly because: readonly Code[];
  /** What the path leads through and nothing here reads: it may block what is open by all the rest. */
  readonly notRead: readonly RouteTarget[];
}
