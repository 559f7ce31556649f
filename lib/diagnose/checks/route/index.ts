import type { Check } from '../../../model/check.ts';
import blackhole from './blackhole.ts';
import noRouteToHub from './no-route-to-hub.ts';
import returnMissing from './return-missing.ts';

/** Checks of the layer `route`, in the order in which they are shown. */
export const routeChecks: readonly Check[] = [noRouteToHub, blackhole, returnMissing];
