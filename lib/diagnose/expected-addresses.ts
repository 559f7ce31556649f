import type { NetworkInterface, VpcEndpoint } from '../model/aws.ts';
import type { EndpointDns } from '../model/dns.ts';
import type { ExpectedAddress } from '../model/expected-address.ts';
import type { Observations } from '../model/facts.ts';
import { type Observation, seen, unseen } from '../model/observation.ts';
import type { EndpointInterface } from '../model/run.ts';
import type { IpFamily } from '../net/cidr.ts';
import { interfacesOf } from './expected-endpoint.ts';

/**
 * The expected endpoint's address set: its interfaces as EC2 has them, what its own DNS names answer, and, where EC2 was not
 * asked, the interfaces named at deploy time. Unseen where nothing says anything, since a guess by address range would be
 * wrong in a VPC with public ranges.
 */
export function expectedAddressesOf(
  { target, endpointDns, networkInterfaces }: Observations,
  endpoint: Observation<VpcEndpoint | null>,
): Observation<readonly ExpectedAddress[]> {
  if (target.state === 'unseen') return target;
  const byAddress = new Map<string, ExpectedAddress>();
  const learn = (address: string, more: Partial<ExpectedAddress>) => {
    const known = byAddress.get(address) ?? { address, availabilityZone: null, networkInterfaceId: null };
    byAddress.set(address, { ...known, ...more });
  };
  for (const query of endpointDns.state === 'seen' ? endpointDns.value.queries : []) {
    const zone = zoneOfName(query.name, target.value.region);
    for (const address of query.addresses) learn(address, zone === null ? {} : { availabilityZone: zone });
  }
  const read = interfacesOf(endpoint, networkInterfaces);
  const told = target.value.endpoint.networkInterfaces;
  for (const one of read.state === 'seen' ? read.value.flatMap(addressesOf) : told) {
    const { privateIpAddress, networkInterfaceId, availabilityZone } = one;
    learn(privateIpAddress, { networkInterfaceId, ...(availabilityZone ? { availabilityZone } : {}) });
  }
  if (byAddress.size > 0) return seen([...byAddress.values()], 0);
  return unseen('skipped', whyUnknown(endpointDns));
}

const addressesOf = (one: NetworkInterface): readonly EndpointInterface[] =>
  [one.PrivateIpAddress, ...one.Ipv6Addresses.map((other) => other.Ipv6Address)].flatMap((privateIpAddress) =>
    privateIpAddress === undefined
      ? []
      : [
          {
            networkInterfaceId: one.NetworkInterfaceId,
            privateIpAddress,
            ...(one.AvailabilityZone ? { availabilityZone: one.AvailabilityZone } : {}),
          },
        ],
  );

/**
 * Whether the address set of a family is all there is. EC2's list of interfaces tells all of it, and so does the endpoint's
 * regional name: interfaces named at deploy time may have got company since, and a zonal name speaks of one zone.
 */
export function isComplete(
  { target, endpointDns, networkInterfaces }: Observations,
  endpoint: Observation<VpcEndpoint | null>,
  family: IpFamily,
): boolean {
  if (interfacesOf(endpoint, networkInterfaces).state === 'seen') return true;
  if (endpointDns.state === 'unseen' || target.state === 'unseen') return false;
  const type = family === 4 ? 'A' : 'AAAA';
  return endpointDns.value.queries.some(
    (query) =>
      query.type === type &&
      (query.outcome === 'answered' || query.outcome === 'no-address') &&
      zoneOfName(query.name, target.value.region) === null,
  );
}

/** `vpce-0abc-xyz-eu-west-2a.SERVICE…` is the zonal name of eu-west-2a. */
function zoneOfName(name: string, region: string): string | null {
  const label = name.slice(0, Math.max(0, name.indexOf('.')));
  const start = label.lastIndexOf(`-${region}`);
  const zone = start < 0 ? '' : label.slice(start + 1);
  return /^[a-z]$/.test(zone.slice(region.length)) ? zone : null;
}

const whyUnknown = (endpointDns: Observation<EndpointDns>): string =>
  endpointDns.state === 'seen'
    ? "the endpoint's own DNS names resolve to no address"
    : `the endpoint's addresses are not known: ${endpointDns.detail}`;
