import type { Check } from '../../../model/check.ts';
import clockSkew from './clock-skew.ts';
import containerUnreachable from './container-unreachable.ts';
import expired from './expired.ts';
import imdsUnreachable from './imds-unreachable.ts';
import instanceWithoutRole from './instance-without-role.ts';
import invalid from './invalid.ts';
import none from './none.ts';
import podIdentityRefused from './pod-identity-refused.ts';
import podIdentityUnreachable from './pod-identity-unreachable.ts';
import roleNotAssumable from './role-not-assumable.ts';
import signInExpired from './sign-in-expired.ts';
import signInUnreachable from './sign-in-unreachable.ts';
import signatureRefused from './signature-refused.ts';
import staticEnvOverride from './static-env-override.ts';
import stsUnreachable from './sts-unreachable.ts';

/** Checks of the layer `credentials`, in the order in which they are shown. */
export const credentialsChecks: readonly Check[] = [
  none,
  stsUnreachable,
  roleNotAssumable,
  podIdentityUnreachable,
  podIdentityRefused,
  containerUnreachable,
  imdsUnreachable,
  instanceWithoutRole,
  signInExpired,
  signInUnreachable,
  expired,
  invalid,
  signatureRefused,
  clockSkew,
  staticEnvOverride,
];
