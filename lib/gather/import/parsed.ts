import * as v from 'valibot';
import { UsageError } from '../../model/errors.ts';
import { sentenceOf } from '../target-of.ts';

/** What fits a schema. Throws UsageError that says where it does not. */
export function parsed<S extends v.GenericSchema>(schema: S, content: unknown, source: string): v.InferOutput<S> {
  const result = v.safeParse(schema, content);
  if (result.success) return result.output;
  throw new UsageError(`${source} is damaged or from another version: ${sentenceOf(result.issues[0])}`);
}
