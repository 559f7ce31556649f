import type { Check } from '../../../model/check.ts';
import ec2ApiUnreachable from './ec2-api-unreachable.ts';

/** Checks of the layer `function`, in the order in which they are shown. */
export const functionChecks: readonly Check[] = [ec2ApiUnreachable];
