import * as v from 'valibot';
import type { Fits } from './schema.ts';

export const REACHABILITY = v.picklist(['open', 'closed', 'mixed', 'unknown']);

/**
 * What configuration or packets say of paths to the endpoint, taken together. `mixed`: a part of the paths, addresses or ports
 * passes, the rest does not.
 */
export type Reachability = Fits<typeof REACHABILITY>;
