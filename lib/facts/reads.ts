import type { Read } from '../model/inventory.ts';

/** Whether two reads are of one Region and, as far as that is known, of one account. */
const isSamePlace = (one: Read, other: Read): boolean =>
  one.region === other.region &&
  (one.accountId === null || other.accountId === null || one.accountId === other.accountId);

/** Whether what a read did not see another saw: in the same place, of the same VPC. */
export const makesGood = (other: Read, failed: Read): boolean =>
  other.of === failed.of &&
  other.outcome === 'read' &&
  isSamePlace(other, failed) &&
  (failed.vpcId === null || other.vpcId === failed.vpcId || other.vpcIds.includes(failed.vpcId));

/** Whether two reads are of one account for certain: what one of them sees the other would. */
export const isSameAccount = (one: Read, other: Read): boolean =>
  one.region === other.region && one.accountId !== null && one.accountId === other.accountId;
