import type { Check } from '../../../model/check.ts';
import connectionRefused from './connection-refused.ts';
import contradictsConfiguration from './contradicts-configuration.ts';
import interfaceSilent from './interface-silent.ts';
import intermittent from './intermittent.ts';
import packetsDropped from './packets-dropped.ts';
import publicViaNat from './public-via-nat.ts';
import rejected from './rejected.ts';
import unreachable from './unreachable.ts';

/** Checks of the layer `path`, in the order in which they are shown. */
export const pathChecks: readonly Check[] = [
  packetsDropped,
  interfaceSilent,
  connectionRefused,
  rejected,
  unreachable,
  intermittent,
  publicViaNat,
  contradictsConfiguration,
];
