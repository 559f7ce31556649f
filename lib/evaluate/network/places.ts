import type { NetworkConfiguration, NetworkInterface, Subnet } from '../../model/aws.ts';
import { type AddressRange, holds, parseRange } from '../../net/range.ts';
import type { Place } from './flow.ts';
import { resourcesIn } from './resources.ts';

/** A name of a source or destination that leads to nothing: what was given, and what is missing. */
export interface NotFound {
  readonly missing: string;
}

/**
 * Sources or destinations as a person may name them: a network interface, an address or block, a subnet, or a VPC endpoint,
 * which is one place for each address of its interfaces.
 */
export function placesOf(name: string, known: NetworkConfiguration): readonly Place[] | NotFound {
  if (name.startsWith('vpce-')) return placesOfEndpoint(name, known);
  if (name.startsWith('eni-')) {
    const found = resourcesIn(known).networkInterface.get(name);
    return found
      ? ofInterface(found)
      : { missing: `no file holds the network interface ${name} (describe-network-interfaces)` };
  }
  if (name.startsWith('subnet-')) {
    const found = resourcesIn(known).subnet.get(name);
    return found ? ofSubnet(found, null) : { missing: `no file holds the subnet ${name} (describe-subnets)` };
  }
  const addresses = parseRange(name);
  if (!addresses) return { missing: `"${name}" is no network interface, address, CIDR, subnet or VPC endpoint` };
  return [ofAddresses(addresses, known)];
}

function placesOfEndpoint(name: string, known: NetworkConfiguration): readonly Place[] | NotFound {
  const endpoint = known.vpcEndpoints.find((one) => one.VpcEndpointId === name);
  if (!endpoint) return { missing: `no file holds the VPC endpoint ${name} (describe-vpc-endpoints)` };
  const { networkInterface, subnet: subnetBy } = resourcesIn(known);
  const given = endpoint.NetworkInterfaceIds.flatMap((id) => networkInterface.get(id) ?? []);
  // Where an interface is not given, its subnet says where it is.
  const placed = new Set(given.map((one) => one.SubnetId));
  const subnets = endpoint.SubnetIds.filter((id) => !placed.has(id)).map((id) => subnetBy.get(id));
  const groupIds = groupsOf({ Groups: endpoint.Groups });
  const places = [
    ...given.map(ofInterface),
    ...subnets.map((subnet) => (subnet ? ofSubnet(subnet, groupIds) : NOWHERE)),
  ];
  if (places.length === 0 || places.some((place) => 'missing' in place)) {
    return {
      missing: `no file says where ${name} has its interfaces (describe-network-interfaces, or describe-subnets)`,
    };
  }
  return places.flatMap((place) => ('missing' in place ? [] : place));
}

const NOWHERE: NotFound = { missing: 'a subnet that no file holds' };

function ofInterface(one: NetworkInterface): readonly Place[] | NotFound {
  const all = [one.PrivateIpAddress, ...one.Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address)].flatMap(rangeIn);
  if (all.length === 0)
    return { missing: `the network interface ${one.NetworkInterfaceId} is given without an address` };
  return all.map((addresses) => ({ addresses, groupIds: groupsOf(one), subnetId: one.SubnetId ?? null }));
}

const rangeIn = (text: string | undefined): readonly AddressRange[] =>
  [parseRange(text ?? '')].filter((range) => range !== null);

function ofSubnet(subnet: Subnet, groupIds: readonly string[] | null): readonly Place[] | NotFound {
  const all = [
    subnet.CidrBlock,
    ...subnet.Ipv6CidrBlockAssociationSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
  ].flatMap(rangeIn);
  if (all.length === 0) return { missing: `the subnet ${subnet.SubnetId} is given without a CIDR block` };
  return all.map((addresses) => ({ addresses, groupIds, subnetId: subnet.SubnetId }));
}

function ofAddresses(addresses: AddressRange, known: NetworkConfiguration): Place {
  const owner = known.networkInterfaces.find((one) =>
    [one.PrivateIpAddress, ...one.Ipv6Addresses.map((other) => other.Ipv6Address)].some((own) =>
      isInside(addresses, parseRange(own ?? '')),
    ),
  );
  const subnet = known.subnets.find(
    (one) =>
      isInside(addresses, parseRange(one.CidrBlock ?? '')) ||
      one.Ipv6CidrBlockAssociationSet.some((block) => isInside(addresses, parseRange(block.Ipv6CidrBlock ?? ''))),
  );
  return {
    addresses,
    groupIds: owner ? groupsOf(owner) : null,
    subnetId: owner?.SubnetId ?? subnet?.SubnetId ?? null,
  };
}

const isInside = (inner: AddressRange, outer: AddressRange | null): boolean =>
  outer !== null && outer.family === inner.family && holds(outer, inner.from) && holds(outer, inner.to);

/** Kinds of interfaces that have no security group at all. Source: EC2 API Reference, NetworkInterface, interfaceType. */
const WITHOUT_GROUPS: ReadonlySet<string> = new Set([
  ...['nat_gateway', 'natGateway', 'transit_gateway', 'gateway_load_balancer', 'gateway_load_balancer_endpoint'],
]);

/** The groups of an interface; any but those kinds has one, so that none given means that they are not known. */
export function groupsOf({
  Groups,
  InterfaceType,
}: Pick<NetworkInterface, 'Groups' | 'InterfaceType'>): readonly string[] | null {
  const ids = Groups.flatMap(({ GroupId }) => GroupId ?? []);
  return ids.length > 0 || WITHOUT_GROUPS.has(InterfaceType ?? '') ? ids : null;
}
