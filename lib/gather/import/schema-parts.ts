import * as v from 'valibot';
import type { Code } from '../../model/codes.ts';
import type { FactName } from '../../model/facts.ts';

/** Items in one list of a file: more than a VPC can have of anything. */
const MOST_ITEMS = 100_000;

export const text = v.string();
export const textOrNull = v.nullable(text);

/** A number that JSON can hold; `1e999` would be read as infinite. */
export const number = v.pipe(v.number(), v.finite());

export const list = <T extends v.GenericSchema>(item: T) =>
  v.pipe(v.array(item), v.maxLength(MOST_ITEMS, `is longer than ${MOST_ITEMS}`));

export const texts = list(text);

/** A point in time, ISO 8601. */
export const time = v.pipe(
  text,
  v.check((one) => !Number.isNaN(Date.parse(one)), 'is no point in time'),
);

export const timeOrNull = v.nullable(time);

/** `layer/failing-state`. */
export const code = v.custom<Code>(
  (one) => typeof one === 'string' && /^[a-z0-9-]+\/[a-z0-9-]+$/.test(one),
  'is no code of a finding',
);

/** The name of a fact, or of what is derived from facts, which versions may call differently. */
export const factName = v.custom<FactName>(
  (one) => typeof one === 'string' && /^[A-Za-z]{1,60}$/.test(one),
  'is no name of a fact',
);
