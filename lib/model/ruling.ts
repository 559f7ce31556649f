/** What a filter or a route table says of a flow. `mixed`: of a part one thing, of the rest another. */
export type Ruling = 'allow' | 'deny' | 'mixed' | 'unknown';

/** A ruling with the rule that decided it. */
export interface Decision {
  readonly ruling: Ruling;
  /** The rule, as a person would find it; null where none matched (implicit deny) or nothing is known. */
  readonly rule: string | null;
  /** Why, where the rule alone does not say: what was missing, or which part passes. */
  readonly detail: string | null;
  /** Of a mixed ruling: the share of addresses and ports that passes, above 0 and below 1. */
  readonly passes?: number;
  /** Of a mixed ruling: whether one address has ports of both kinds, or addresses differ. */
  readonly differsBy?: 'ports' | 'addresses';
}
