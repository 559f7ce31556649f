import type { NetworkInterface } from '../model/aws.ts';
import type { DerivedFacts } from '../model/check.ts';
import type { Observations } from '../model/facts.ts';
import { type Observation, seen } from '../model/observation.ts';
import type { AddressOwner, ObservedPath } from '../model/observed-path.ts';
import { pathIdOf } from '../model/path-id.ts';
import { type Address, contains, parseAddress, parseCidr } from '../net/cidr.ts';
import { unwrapped } from '../net/nat64.ts';
import { isPrivateRange } from '../net/private-ranges.ts';
import { isComplete } from './expected-addresses.ts';
import { toldOrReadCidrs } from './vpc-cidrs.ts';

type Derived = Pick<DerivedFacts, 'expectedAddresses' | 'expectedEndpoint' | 'sourceHere' | 'vpcCidrs'>;

/** The paths from here to every address that was tried, in the order in which a program would try them. */
export function pathsOf(observations: Observations, derived: Derived): Observation<readonly ObservedPath[]> {
  const { expectedAddresses: expected, expectedEndpoint: endpoint, sourceHere } = derived;
  const { tcp, tls, http, serviceDns } = observations;
  if (tcp.state === 'unseen') return tcp;
  const [subnetId = null, ...others] = sourceHere.state === 'seen' ? sourceHere.value.subnetIds : [];
  const from = others.length === 0 ? subnetId : null;
  const inVpcOf = inVpcBy(observations, derived);
  const resolved = serviceDns.state === 'seen' ? serviceDns.value.system.addresses : [];
  const isGuess = derived.vpcCidrs.state === 'unseen' && expected.state === 'unseen' && isPublicAnswer(observations);
  const paths = tcp.value.map(({ address, family, outcome }): ObservedPath => {
    const own = unwrapped(address);
    const known =
      expected.state === 'seen' ? expected.value.find((one) => isSame(unwrapped(one.address), own)) : undefined;
    const stranger = known ? undefined : interfaceAt(own, observations.networkInterfaces);
    const complete = own !== null && isComplete(observations, endpoint, own.family);
    const inVpc = inVpcOf(own);
    return {
      id: pathIdOf(from, address),
      address,
      family,
      availabilityZone: known?.availabilityZone ?? stranger?.AvailabilityZone ?? null,
      networkInterfaceId: known?.networkInterfaceId ?? stranger?.NetworkInterfaceId ?? null,
      inDnsAnswer: resolved.includes(address),
      owner: ownerOf(known !== undefined, complete, inVpc),
      inVpc,
      looksPublic: isGuess && resolved.includes(address) && isGlobal(own),
      tcp: outcome,
      tls: (tls.state === 'seen' && tls.value.find((one) => one.address === address)?.outcome) || null,
      http: (http.state === 'seen' && http.value.find((one) => one.address === address)?.outcome) || null,
    };
  });
  const order = (path: ObservedPath) => (path.inDnsAnswer ? resolved.indexOf(path.address) : resolved.length);
  return seen(
    paths.toSorted((a, b) => order(a) - order(b)),
    tcp.tookMs,
  );
}

/** Whose an address is that is not the endpoint's, among the interfaces that were read. */
const interfaceAt = (
  own: Address | null,
  interfaces: Observations['networkInterfaces'],
): NetworkInterface | undefined =>
  interfaces.state === 'unseen'
    ? undefined
    : interfaces.value.find(({ PrivateIpAddress, Ipv6Addresses }) =>
        [PrivateIpAddress, ...Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address)].some(
          (text) => text !== undefined && isSame(parseAddress(text), own),
        ),
      );

/**
 * Whether an address is the VPC's. Where the VPC has no endpoint, or only the host's metadata tells of the VPC, a private address
 * elsewhere may be a hub's.
 */
function inVpcBy(observations: Observations, { expectedEndpoint: endpoint, vpcCidrs }: Derived) {
  const { place } = observations;
  const cidrs = vpcCidrs.state === 'seen' ? vpcCidrs.value : [];
  const isOwnVpcAlone = toldOrReadCidrs(observations).length === 0;
  const ownSubnet = isOwnVpcAlone && place.state === 'seen' ? place.value.subnetCidrs : [];
  const mayBeHub = isOwnVpcAlone || (endpoint.state === 'seen' && endpoint.value === null);
  return (own: Address | null): boolean | null => {
    const inside = insideAny(ownSubnet, own) || insideAny(cidrs, own);
    return mayBeHub && isPrivateRange(own) ? inside || null : inside;
  };
}

function ownerOf(known: boolean, setIsComplete: boolean, inVpc: boolean | null): AddressOwner {
  if (known) return 'endpoint';
  return setIsComplete || inVpc === false ? 'other' : 'unknown';
}

/** Null where no block of the address's own family is known: a VPC may have IPv6 blocks that nobody told us of. */
function insideAny(cidrs: readonly string[], address: Address | null): boolean | null {
  const blocks = cidrs.map(parseCidr).filter((cidr) => cidr !== null && cidr.family === address?.family);
  if (address === null || blocks.length === 0) return null;
  return blocks.some((cidr) => cidr !== null && contains(cidr, address));
}

/** In no range that is private, of a link, or of the host itself. */
const isGlobal = (address: Address | null): boolean =>
  address !== null &&
  !isPrivateRange(address) &&
  !OWN_RANGES.some((range) => range !== null && contains(range, address));

const OWN_RANGES = ['127.0.0.0/8', '169.254.0.0/16', '::1/128', 'fe80::/10'].map(parseCidr);

/**
 * The service's name has public addresses of both families, and the host itself is in no such range. A DNS server tells of the family
 * that this host has no use for.
 */
function isPublicAnswer({ serviceDns, place }: Pick<Observations, 'serviceDns' | 'place'>): boolean {
  if (serviceDns.state === 'unseen') return false;
  const { system, queries } = serviceDns.value;
  const told = [...system.addresses, ...queries.flatMap(({ addresses }) => addresses)].map(unwrapped);
  const own = (place.state === 'seen' ? place.value.addresses : []).map(parseAddress);
  const isAmongSuch = own.some((one) => one?.family === 4 && isGlobal(one));
  return (
    !isAmongSuch && ([4, 6] as const).every((family) => told.some((one) => one?.family === family && isGlobal(one)))
  );
}

const isSame = (one: Address | null, other: Address | null): boolean =>
  one !== null && other !== null && one.family === other.family && one.value === other.value;
