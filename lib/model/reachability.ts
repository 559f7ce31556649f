/**
 * What configuration or packets say of ways to the endpoint, taken together. `mixed`: a part of the ways, addresses or ports
 * passes, the rest does not.
 */
export type Reachability = 'open' | 'closed' | 'mixed' | 'unknown';
