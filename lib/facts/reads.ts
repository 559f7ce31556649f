import type { Read } from '../model/inventory.ts';

/** Whether two reads are of one Region and, as far as that is known, of one account. */
export const isSamePlace = (one: Read, other: Read): boolean =>
  one.region === other.region &&
  (one.accountId === null || other.accountId === null || one.accountId === other.accountId);
