import type { Check } from '../../../model/check.ts';
import clockSkew from './clock-skew.ts';
import expired from './expired.ts';
import invalid from './invalid.ts';
import none from './none.ts';
import signatureRefused from './signature-refused.ts';
import staticEnvOverride from './static-env-override.ts';

/** Checks of the layer `credentials`, in the order in which they are shown. */
export const credentialsChecks: readonly Check[] = [
  none,
  expired,
  invalid,
  signatureRefused,
  clockSkew,
  staticEnvOverride,
];
