import type { Check } from '../../../model/check.ts';
import noAwscurrent from './no-awscurrent.ts';
import notFound from './not-found.ts';
import scheduledDeletion from './scheduled-deletion.ts';

/** Checks of the layer `secret`, in the order in which they are shown. */
export const secretChecks: readonly Check[] = [notFound, noAwscurrent, scheduledDeletion];
