import type { Check } from '../../../model/check.ts';
import customResolver from './custom-resolver.ts';
import flapping from './flapping.ts';
import hostsFile from './hosts-file.ts';
import nameNotFound from './name-not-found.ts';
import noAddress from './no-address.ts';
import privateNotEndpoint from './private-not-endpoint.ts';
import publicAnswer from './public-answer.ts';
import resolverFailing from './resolver-failing.ts';
import resolverSilent from './resolver-silent.ts';

/** Checks of the layer `dns`, in the order in which they are shown. */
export const dnsChecks: readonly Check[] = [
  customResolver,
  hostsFile,
  nameNotFound,
  noAddress,
  resolverFailing,
  resolverSilent,
  publicAnswer,
  privateNotEndpoint,
  flapping,
];
