import type { Check } from '../../../model/check.ts';
import keyDisabled from './key-disabled.ts';
import noDecrypt from './no-decrypt.ts';
import pendingDeletion from './pending-deletion.ts';

/** Checks of the layer `kms`, in the order in which they are shown. */
export const kmsChecks: readonly Check[] = [keyDisabled, pendingDeletion, noDecrypt];
