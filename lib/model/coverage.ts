import * as v from 'valibot';
import { type Fits, list, text, textOrNull, texts } from './schema.ts';

const answered = v.object({ answered: texts, notAnswered: texts });

export const COVERAGE = v.object({
  /** Id of the Availability Zone in which this run happened, such as `use1-az1`, else its name; null where nothing tells it. */
  runsIn: textOrNull,
  addresses: answered,
  availabilityZones: answered,
  families: list(v.picklist(['IPv4', 'IPv6'])),
  secret: v.picklist(['read', 'not-read']),
  identity: v.picklist(['workload', 'verifier']),
  /** Of what no run speaks, and the page about it: the same in every run. Reports of earlier versions have none. */
  limit: v.exactOptional(text),
});

/** What a run exercised, and what it did not. A green report speaks of the first alone. */
export type Coverage = Fits<typeof COVERAGE>;
