import type { Check } from '../../../model/check.ts';
import { denialChecks } from './denials.ts';
import noReason from './no-reason.ts';

/** Checks of the layer `iam`, in the order in which they are shown. */
export const iamChecks: readonly Check[] = [...denialChecks, noReason];
