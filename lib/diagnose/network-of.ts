import type { NetworkConfiguration } from '../model/aws.ts';
import type { ConfigurationValues } from '../model/configuration.ts';
import type { Observations } from '../model/facts.ts';

type Part = keyof NetworkConfiguration;

/** What was read of a network. What was not is empty, and rulings on it are unknown. */
export function networkOf(read: { readonly [P in Part]?: ConfigurationValues[P] | undefined }): NetworkConfiguration {
  const {
    securityGroups = [],
    networkAcls = [],
    routeTables = [],
    subnets = [],
    networkInterfaces = [],
    vpcEndpoints = [],
    prefixLists = [],
  } = read;
  return { securityGroups, networkAcls, routeTables, subnets, networkInterfaces, vpcEndpoints, prefixLists };
}

/** The values of the facts that were seen. */
export const seenOf = (observations: Observations): { readonly [P in Part]?: ConfigurationValues[P] } =>
  Object.fromEntries(
    Object.entries(observations).flatMap(([name, one]) => (one.state === 'seen' ? [[name, one.value]] : [])),
  );
