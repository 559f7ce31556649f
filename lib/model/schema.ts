import * as v from 'valibot';
import type { Code } from './codes.ts';

/** A type without a way to change what is of it: schemas infer types that have one. */
export type Immutable<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [K in keyof T]: Immutable<T[K]> };

/** The type of what fits a schema. */
export type Fits<S extends v.GenericSchema> = Immutable<v.InferOutput<S>>;

/** Items in one list of a file: more than a VPC can have of anything. */
const MOST_ITEMS = 100_000;

export const text = v.string();
export const textOrNull = v.nullable(text);

/** A number that JSON can hold; `1e999` would be read as infinite. */
export const number = v.pipe(v.number(), v.finite());

/** How long something took. */
export const milliseconds = v.pipe(number, v.description('Milliseconds'));

export const list = <T extends v.GenericSchema>(item: T) =>
  v.pipe(v.array(item), v.maxLength(MOST_ITEMS, `is longer than ${MOST_ITEMS}`));

export const texts = list(text);

/** A point in time. */
export const time = v.pipe(
  text,
  v.description('ISO 8601'),
  v.check((one) => !Number.isNaN(Date.parse(one)), 'is no point in time'),
);

/** A finding's stable name. A file may be of another version, and hold a code that this one does not know. */
export const code = v.pipe(
  text,
  v.description('layer/failing-state'),
  v.regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'is no code of a finding'),
) as unknown as v.GenericSchema<unknown, Code>;

const unseen = v.object({
  state: v.literal('unseen'),
  why: v.picklist(['denied', 'timed-out', 'failed', 'skipped']),
  detail: v.pipe(text, v.description('What stood in the way, in one sentence')),
});

/** What one look at the world brought: a value, or the reason why there is none. */
export const observed = <T extends v.GenericSchema>(value: T) =>
  v.variant('state', [v.object({ state: v.literal('seen'), value, tookMs: milliseconds }), unseen]);

const NOT_RECORDED = { state: 'unseen', why: 'skipped', detail: "the recording doesn't include it" } as const;

/** Of a look that earlier recordings do not hold. */
export const observedOrMissing = <T extends v.GenericSchema>(value: T) => v.optional(observed(value), NOT_RECORDED);
