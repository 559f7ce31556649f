import * as v from 'valibot';
import { sentenceOf } from '../../lib/gather/target-of.ts';
import { UsageError } from '../../lib/model/errors.ts';

const eventSchema = v.strictObject({
  /** `facts` answers with what was seen instead of what it means, for recording and merging. */
  mode: v.optional(v.picklist(['report', 'facts']), 'report'),
  /** Another secret than the function's canary. */
  secretId: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2048))),
});

export type VerifyEvent = v.InferOutput<typeof eventSchema>;

/** A direct invocation, or none: an empty event asks for the function's own canary. Unknown fields are refused by name. */
export function parseEvent(event: unknown): VerifyEvent {
  const result = v.safeParse(eventSchema, event ?? {});
  // An array is an object to the schema, and an empty one would pass for an empty event.
  if (result.success && !Array.isArray(event)) return result.output;
  const reason = result.success ? 'it is a list' : sentenceOf(result.issues[0]);
  throw new UsageError(
    `the event is not understood, ${reason}. Accepted: {"mode"?: "report" | "facts", "secretId"?: string}`,
  );
}
