import type { Check } from '../../../model/check.ts';
import failing from './failing.ts';
import responseEmpty from './response-empty.ts';
import silent from './silent.ts';
import throttled from './throttled.ts';
import unexpectedAnswer from './unexpected-answer.ts';

/** Checks of the layer `service`, in the order in which they are shown. */
export const serviceChecks: readonly Check[] = [throttled, failing, responseEmpty, silent, unexpectedAnswer];
