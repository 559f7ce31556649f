import * as v from 'valibot';
import { type Fits, list, number, text, texts } from './schema.ts';

/** Whom a change touches, from nobody to a whole organization. Each has its words in `words/reach.ts`. */
export const REACH = v.picklist([
  'no-client-yet',
  'process',
  'host',
  'source-group',
  'endpoint',
  'endpoint-callers',
  'endpoint-zones',
  'endpoint-policy',
  'subnet',
  'route-table',
  'vpc-names',
  'secret',
  'key',
  'role',
  'boundary',
  'session',
  'appliance',
  'service-name',
  'organization',
  'experiment',
]);
export type Reach = v.InferOutput<typeof REACH>;

const PASSAGE = v.object({
  acl: text,
  direction: v.picklist(['in', 'out']),
  /** To or from which block. */
  block: text,
  family: v.picklist([4, 6]),
  ports: v.object({ from: number, to: number }),
  /** Its rule number has to be lower: that of the first entry that denies. */
  below: number,
});

/** What an entry of a network ACL must let pass: TCP of some ports. */
export type Passage = Fits<typeof PASSAGE>;

export const STEP = v.object({
  /** An imperative, without a full stop. */
  say: text,
  affects: REACH,
  /** The AWS CLI's form, as an argument vector: printed for people, never run. */
  run: v.exactOptional(texts),
  /** How to take it back: a sentence, or an argument vector. */
  undo: v.union([text, texts]),
  /** The IAM actions that whoever does it needs; none where AWS is not asked. */
  permissions: list(text),
  /** Where somebody declares such things in code: the property there, in one line. */
  terraform: v.exactOptional(text),
  cdk: v.exactOptional(text),
  /**
   * What it does to connections. `opens`: more of them pass, and none less. `redirects`: calls that went elsewhere come to the
   * endpoint, so that whoever it does not let in is cut off.
   */
  effect: v.exactOptional(v.picklist(['opens', 'redirects'])),
  /** Of an entry in a network ACL: what it lets pass. Its number is a free one, and no two steps of a plan have the same. */
  passage: v.exactOptional(PASSAGE),
});

/** One change that somebody makes, with all that one wants to know before. */
export type Step = Fits<typeof STEP>;

export const LOOK = v.object({
  /** An imperative, without a full stop: what to find out. */
  say: text,
  run: v.exactOptional(texts),
  /** From where: on the workload's host or as its function, or from anywhere with credentials. */
  from: v.picklist(['workload', 'anywhere']),
});

/** What to look at next, where the facts do not decide. It changes nothing. */
export type Look = Fits<typeof LOOK>;
