import type { AskedValue } from '../../model/policy-ruling.ts';

type Scalar = string | number | boolean;

/** A call, as the policies see it. */
export interface PolicyRequest {
  /** The caller's ARN, or a service principal. Null: a user or role that isn't known. */
  readonly principal: string | null;
  readonly action: string;
  /** The full ARN; `*` for actions that have no resource. Null: not known. */
  readonly resource: string | null;
  /** Keys that are neither here nor unknown are absent. */
  readonly context: Readonly<Record<string, Scalar | readonly Scalar[]>>;
  /** Keys that may have any value or be absent. */
  readonly unknownKeys?: readonly string[] | 'all-others';
  /** The account that owns the resource, where it isn't the one in its ARN. */
  readonly resourceAccount?: string;
}

/** A document, or the text of its JSON. */
export type PolicyDocument = unknown;

const UNREADABLE = [
  'identity',
  'boundary',
  'session',
  'scps',
  'rcps',
  'resource',
  'endpoint',
  'key',
  'grants',
] as const;
export type Unreadable = (typeof UNREADABLE)[number];

/** The policies that apply to a call. What is missing here isn't there, unless it's among those that couldn't be read. */
export interface Policies {
  readonly identity?: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  readonly session?: readonly PolicyDocument[];
  /** By level, from the organization's root down to the account. */
  readonly scps?: readonly (readonly PolicyDocument[])[];
  readonly rcps?: readonly (readonly PolicyDocument[])[];
  readonly resource?: PolicyDocument;
  readonly endpoint?: PolicyDocument;
  readonly key?: PolicyDocument;
  /** What exists or may exist and wasn't read; a layer that is given as well was read in part. */
  readonly unreadable?: readonly Unreadable[];
}

/** Looks a condition key up, its name without case. */
export type Lookup = (key: string) => AskedValue;

export function lookupIn({ context, unknownKeys = [] }: PolicyRequest): Lookup {
  const known = new Map(
    Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat().map(String)] as const),
  );
  const unknown = unknownKeys === 'all-others' ? null : new Set(unknownKeys.map((key) => key.toLowerCase()));
  return (key) => {
    const name = key.toLowerCase();
    const values = known.get(name);
    if (unknown === null ? values === undefined : unknown.has(name)) return { state: 'unknown' };
    return values === undefined || values.length === 0 ? { state: 'absent' } : { state: 'present', values };
  };
}

/** The one value of a key that is known; null otherwise. */
export function onlyValueOf(lookup: Lookup, key: string): string | null {
  const asked = lookup(key);
  return asked.state === 'present' && asked.values.length === 1 ? (asked.values[0] ?? null) : null;
}
