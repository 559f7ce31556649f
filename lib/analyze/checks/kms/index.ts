import type { Check } from '../../../model/check.ts';
import noDecrypt from './no-decrypt.ts';

/** Checks of the layer `kms`, in the order in which they are shown. */
export const kmsChecks: readonly Check[] = [noDecrypt];
