import type { StatementRef } from '../../../model/policy-ruling.ts';

/** A list, or all that is not in it. */
export interface ListElement {
  readonly except: boolean;
  readonly values: readonly string[];
}

export interface PrincipalEntry {
  readonly type: 'everyone' | 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  readonly value: string;
}

export interface PrincipalElement {
  readonly except: boolean;
  readonly entries: readonly PrincipalEntry[];
}

export type SetOperator = 'ForAllValues' | 'ForAnyValue';

export interface Condition {
  /** As the policy spells it. */
  readonly written: string;
  readonly set: SetOperator | null;
  /** In lower case, without what stands before and behind it. */
  readonly operator: string;
  readonly ifExists: boolean;
  readonly key: string;
  readonly wanted: readonly string[];
}

/** A statement whose form is sound. */
export interface Statement {
  readonly ref: StatementRef;
  readonly effect: 'Allow' | 'Deny';
  /** Null in policies that belong to whoever calls. */
  readonly principal: PrincipalElement | null;
  readonly action: ListElement;
  /** Null: a key policy's statement without it is stored and has no effect. */
  readonly resource: ListElement | null;
  readonly conditions: readonly Condition[];
  /** Whether the document's version knows variables. */
  readonly hasVariables: boolean;
}
