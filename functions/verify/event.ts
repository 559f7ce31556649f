import * as v from 'valibot';
import { sentenceOf } from '../../lib/gather/target-of.ts';
import { UsageError } from '../../lib/model/errors.ts';
import type { Severity } from '../../lib/model/problem.ts';

const SEVERITIES = ['blocking', 'degrading', 'advisory'] as const satisfies readonly Severity[];

const invocationSchema = v.strictObject({
  /**
   * `report` answers with what it means; `facts` with what was seen, for recording and merging; `schedule` is a report that
   * reads configuration only when something is wrong, publishes metrics, and never fails the invocation.
   */
  mode: v.optional(v.picklist(['report', 'facts', 'schedule']), 'report'),
  /** Another secret than the function's canary. */
  secretId: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2048))),
  /** Fails the invocation where there is a cause of this severity or a worse one, or where nothing was proven. */
  failOn: v.optional(v.picklist(SEVERITIES)),
});

export type VerifyEvent = v.InferOutput<typeof invocationSchema>;

/** What EventBridge sends by itself: a rule's `detail` is an object, Scheduler's is text. Source: their event references. */
const scheduledSchema = v.object({
  source: v.picklist(['aws.events', 'aws.scheduler']),
  'detail-type': v.literal('Scheduled Event'),
});

/** A reason quotes what was given, and that may be megabytes. */
const LONGEST_REASON = 300;

/**
 * A direct invocation, EventBridge's own event, or none: an empty event asks for the function's own canary. Unknown fields of a
 * direct invocation are refused by name.
 */
export function parseEvent(event: unknown): VerifyEvent {
  if (v.safeParse(scheduledSchema, event).success) return { mode: 'schedule' };
  const result = v.safeParse(invocationSchema, event ?? {});
  // An array is an object to the schema, and an empty one would pass for an empty event.
  if (result.success && !Array.isArray(event)) return result.output;
  const reason = result.success ? 'it is a list' : sentenceOf(result.issues[0]).slice(0, LONGEST_REASON);
  throw new UsageError(
    `can't read the event: ${reason}. Accepted: {"mode"?: "report" | "facts" | "schedule", "secretId"?: string, "failOn"?: "blocking" | "degrading" | "advisory"}, or an EventBridge Scheduled Event`,
  );
}
