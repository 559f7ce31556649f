import * as v from 'valibot';
import { type Fits, text } from './schema.ts';

const TAG = v.object({ Key: text });

/** Tags that were kept of a resource. */
interface Tagged {
  readonly Tags?: readonly Fits<typeof TAG>[] | undefined;
}

const KEY = 'managedbyfis';

/**
 * The tag of a security group or network ACL that AWS Fault Injection Service has put in the place of somebody's own, spelled in
 * two ways by its two actions. All others fall away, since they may hold anything.
 * Source: AWS FIS User Guide, "Actions reference", aws:network.
 */
export const EXPERIMENT_TAGS = v.optional(
  v.pipe(
    v.array(v.object({ Key: v.optional(text), Value: v.optional(text) })),
    v.transform((tags) => {
      const own = tags.filter(({ Key, Value }) => Key?.toLowerCase() === KEY && Value?.toLowerCase() !== 'false');
      return own.length > 0 ? own.map(({ Key = '' }) => ({ Key })) : undefined;
    }),
    v.optional(v.array(TAG)),
  ),
);

/** Whether an experiment of AWS Fault Injection Service made a group or an ACL, and will take it away again. */
export const isOfExperiment = ({ Tags = [] }: Tagged): boolean => Tags.some(({ Key }) => Key.toLowerCase() === KEY);
