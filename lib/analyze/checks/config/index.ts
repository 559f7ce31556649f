import type { Check } from '../../../model/check.ts';
import blockPage from './block-page.ts';

/** Checks of the layer `config`, in the order in which they are shown. */
export const configChecks: readonly Check[] = [blockPage];
