/** Where a policy stands that has a say in a call; `grants` are a key's, and no policy. */
export type PolicyLayer =
  | 'endpoint'
  | 'rcp'
  | 'scp'
  | 'resource'
  | 'key'
  | 'identity'
  | 'boundary'
  | 'session'
  | 'grants';

/** One statement among all policies of a layer. */
export interface StatementRef {
  readonly layer: PolicyLayer;
  /** Of organization policies: which level from the root, from 0. Null in all other layers. */
  readonly level: number | null;
  /** Which of the policies of the layer, or of its level, from 0. */
  readonly policy: number;
  readonly sid: string | null;
  readonly index: number;
}

/** What a call says about a condition key. */
export type AskedValue =
  | { readonly state: 'absent' }
  | { readonly state: 'unknown' }
  | { readonly state: 'present'; readonly values: readonly string[] };

/** A part of a statement that a call doesn't meet, or that nothing known here decides. */
export type Miss =
  | {
      readonly part: 'principal' | 'action' | 'resource';
      /** Null: not known. */
      readonly asked: string | null;
      readonly wanted: readonly string[];
      /** NotPrincipal, NotAction or NotResource: wanted is whatever isn't listed. */
      readonly except: boolean;
    }
  | {
      readonly part: 'condition';
      /** As the policy spells it, with `ForAnyValue:` and `IfExists`. */
      readonly operator: string;
      readonly key: string;
      readonly asked: AskedValue;
      /** As the policy writes them, with variables and wildcards. */
      readonly wanted: readonly string[];
    };

export interface NearMiss {
  readonly statement: StatementRef;
  readonly missed: readonly Miss[];
}

/** Why a layer rules as it does. */
export type PolicyReason =
  | { readonly kind: 'statement-allows' }
  | { readonly kind: 'statement-denies' }
  /** The account's root user needs no policy. */
  | { readonly kind: 'root-user' }
  /** The statement that came nearest, and what it missed; null where no statement allows anything. */
  | { readonly kind: 'no-statement-allows'; readonly nearest: NearMiss | null }
  | { readonly kind: 'no-policy'; readonly level: number | null }
  /** A federated session has what its session policy gives it, and this one has none. */
  | { readonly kind: 'no-session-policy' }
  | { readonly kind: 'not-read' }
  /** What decides a statement isn't known. */
  | { readonly kind: 'undecided'; readonly open: NearMiss }
  | { readonly kind: 'principal-not-known' };

export type LayerEffect = 'explicit-deny' | 'implicit-deny' | 'unknown';

/** A layer that denies, or may. */
export interface LayerRuling {
  readonly layer: PolicyLayer;
  readonly effect: LayerEffect;
  readonly statement: StatementRef | null;
  readonly because: PolicyReason;
}

/** What all policies together say of one call. */
export interface PolicyRuling {
  readonly decision: 'allow' | LayerEffect;
  /** The layer that decides, or whose unknown part does; null where all allow. */
  readonly layer: PolicyLayer | null;
  /** The statement that decides: the one that denies, or the one that allows. */
  readonly statement: StatementRef | null;
  readonly because: PolicyReason;
  /** Of an implicit denial: something that isn't known may deny explicitly as well. */
  readonly mayBeExplicit: boolean;
  /** Every layer that denies or may, so that whoever repairs one knows the next; in the order in which they are named. */
  readonly layers: readonly LayerRuling[];
}
