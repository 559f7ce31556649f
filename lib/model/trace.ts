import type { Code } from './layer.ts';
import type { Reachability } from './reachability.ts';
import type { Decision } from './ruling.ts';

/** One filter or table that packets meet. */
export interface Hop extends Decision {
  readonly kind: 'security-group' | 'network-acl' | 'route-table';
  readonly way: 'forward' | 'return';
  readonly direction: 'in' | 'out';
  /** Id of the group, ACL or table; null where it is not known. */
  readonly resource: string | null;
  /** The finding that this hop is, where it closes the way. */
  readonly because: Code | null;
}

/** A flow's whole way by configuration, there and back. */
export interface Trace {
  readonly predicted: Reachability;
  readonly forward: Reachability;
  readonly return: Reachability;
  readonly hops: readonly Hop[];
  readonly because: readonly Code[];
}
