import type { Check } from '../../../model/check.ts';
import arnSuffix from './arn-suffix.ts';
import noAwscurrent from './no-awscurrent.ts';
import notFound from './not-found.ts';
import partialArn from './partial-arn.ts';
import scheduledDeletion from './scheduled-deletion.ts';
import wrongRegion from './wrong-region.ts';

/** Checks of the layer `secret`, in the order in which they are shown. */
export const secretChecks: readonly Check[] = [
  wrongRegion,
  arnSuffix,
  partialArn,
  notFound,
  noAwscurrent,
  scheduledDeletion,
];
