import type { Check } from '../../../model/check.ts';
import customResolver from './custom-resolver.ts';
import customResolverBlocked from './custom-resolver-blocked.ts';
import dualstackLegacyName from './dualstack-legacy-name.ts';
import endpointAbsent from './endpoint-absent.ts';
import fipsNameUncovered from './fips-name-uncovered.ts';
import flapping from './flapping.ts';
import hostsFile from './hosts-file.ts';
import mixedResolvers from './mixed-resolvers.ts';
import nameNotFound from './name-not-found.ts';
import noAddress from './no-address.ts';
import phzNotAssociated from './phz-not-associated.ts';
import privateDnsOff from './private-dns-off.ts';
import privateNotEndpoint from './private-not-endpoint.ts';
import publicAnswer from './public-answer.ts';
import recordIpType from './record-ip-type.ts';
import resolverFailing from './resolver-failing.ts';
import resolverPortClosed from './resolver-port-closed.ts';
import resolverSilent from './resolver-silent.ts';
import slow from './slow.ts';
import vpcHostnamesOff from './vpc-hostnames-off.ts';
import vpcSupportOff from './vpc-support-off.ts';

/** Checks of the layer `dns`, in the order in which they are shown. */
export const dnsChecks: readonly Check[] = [
  endpointAbsent,
  phzNotAssociated,
  vpcSupportOff,
  vpcHostnamesOff,
  privateDnsOff,
  customResolver,
  customResolverBlocked,
  mixedResolvers,
  hostsFile,
  fipsNameUncovered,
  recordIpType,
  dualstackLegacyName,
  nameNotFound,
  noAddress,
  resolverFailing,
  resolverPortClosed,
  resolverSilent,
  slow,
  publicAnswer,
  privateNotEndpoint,
  flapping,
];
