import type { Check } from '../../../model/check.ts';
import boundaryExplicit from './boundary-explicit.ts';
import boundaryImplicit from './boundary-implicit.ts';
import identityExplicit from './identity-explicit.ts';
import identityImplicit from './identity-implicit.ts';
import noReason from './no-reason.ts';
import rcpExplicit from './rcp-explicit.ts';
import resourceExplicit from './resource-explicit.ts';
import resourceImplicit from './resource-implicit.ts';
import scpExplicit from './scp-explicit.ts';
import scpImplicit from './scp-implicit.ts';
import sessionExplicit from './session-explicit.ts';
import sessionImplicit from './session-implicit.ts';
import vpceExplicit from './vpce-explicit.ts';
import vpceImplicit from './vpce-implicit.ts';

/** Checks of the layer `iam`, in the order in which they are shown. */
export const iamChecks: readonly Check[] = [
  vpceImplicit,
  vpceExplicit,
  identityImplicit,
  identityExplicit,
  boundaryImplicit,
  boundaryExplicit,
  sessionImplicit,
  sessionExplicit,
  scpImplicit,
  scpExplicit,
  rcpExplicit,
  resourceImplicit,
  resourceExplicit,
  noReason,
];
