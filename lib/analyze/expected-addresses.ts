import type { ExpectedAddress } from '../model/expected-address.ts';
import type { EndpointDns, IpFamily } from '../model/facts.ts';
import { type Observation, seen, unseen } from '../model/observation.ts';
import type { Target } from '../model/target.ts';

/**
 * The expected endpoint's address set: the interfaces named at deploy time and what the endpoint's own DNS names answer.
 * Unseen where neither says anything, since a guess by address range would be wrong in a VPC with public ranges.
 */
export function expectedAddressesOf(
  target: Target,
  endpointDns: Observation<EndpointDns>,
): Observation<readonly ExpectedAddress[]> {
  const byAddress = new Map<string, ExpectedAddress>();
  const learn = (address: string, more: Partial<ExpectedAddress>) => {
    const known = byAddress.get(address) ?? { address, availabilityZone: null, networkInterfaceId: null };
    byAddress.set(address, { ...known, ...more });
  };
  for (const query of endpointDns.state === 'seen' ? endpointDns.value.queries : []) {
    const zone = zoneOfName(query.name, target.region);
    for (const address of query.addresses) learn(address, zone === null ? {} : { availabilityZone: zone });
  }
  for (const { privateIpAddress, networkInterfaceId, availabilityZone } of target.endpoint.networkInterfaces) {
    learn(privateIpAddress, { networkInterfaceId, ...(availabilityZone ? { availabilityZone } : {}) });
  }
  if (byAddress.size > 0) return seen([...byAddress.values()], 0);
  return unseen('skipped', whyUnknown(endpointDns));
}

/**
 * Whether the address set of a family is all there is. Only the endpoint's regional name tells all of it: interfaces named at
 * deploy time may have got company since, and a zonal name speaks of one zone.
 */
export function isComplete(target: Target, endpointDns: Observation<EndpointDns>, family: IpFamily): boolean {
  if (endpointDns.state === 'unseen') return false;
  const type = family === 4 ? 'A' : 'AAAA';
  return endpointDns.value.queries.some(
    (query) =>
      query.type === type &&
      (query.outcome === 'answered' || query.outcome === 'no-address') &&
      zoneOfName(query.name, target.region) === null,
  );
}

/** `vpce-0abc-xyz-eu-west-2a.secretsmanager…` is the zonal name of eu-west-2a. */
export function zoneOfName(name: string, region: string): string | null {
  const label = name.slice(0, Math.max(0, name.indexOf('.')));
  const start = label.lastIndexOf(`-${region}`);
  const zone = start < 0 ? '' : label.slice(start + 1);
  return /^[a-z]$/.test(zone.slice(region.length)) ? zone : null;
}

const whyUnknown = (endpointDns: Observation<EndpointDns>): string =>
  endpointDns.state === 'seen'
    ? "the endpoint's own DNS names resolve to no address"
    : `the endpoint's addresses are not known: ${endpointDns.detail}`;
