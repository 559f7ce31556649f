import type { DerivedFacts } from '../model/check.ts';
import type { Observations } from '../model/facts.ts';
import { type Observation, seen } from '../model/observation.ts';
import type { AddressOwner, ObservedPath } from '../model/observed-path.ts';
import { pathIdOf } from '../model/path-id.ts';
import { type Address, contains, parseAddress, parseCidr } from '../net/cidr.ts';
import { isPrivateRange } from '../net/private-ranges.ts';
import { isComplete } from './expected-addresses.ts';

type Derived = Pick<DerivedFacts, 'expectedAddresses' | 'expectedEndpoint' | 'sourceHere'>;

/** The paths from here to every address that was tried, in the order in which a program would try them. */
export function pathsOf(
  observations: Observations,
  { expectedAddresses: expected, expectedEndpoint: endpoint, sourceHere }: Derived,
): Observation<readonly ObservedPath[]> {
  const { tcp, tls, http, serviceDns } = observations;
  if (tcp.state === 'unseen') return tcp;
  const [subnetId = null, ...others] = sourceHere.state === 'seen' ? sourceHere.value.subnetIds : [];
  const from = others.length === 0 ? subnetId : null;
  const cidrs = vpcCidrsOf(observations);
  const isEndpointKnown = endpoint.state === 'unseen' || endpoint.value !== null;
  const resolved = serviceDns.state === 'seen' ? serviceDns.value.system.addresses : [];
  const paths = tcp.value.map(({ address, family, outcome }): ObservedPath => {
    const own = unwrap(address);
    const known =
      expected.state === 'seen' ? expected.value.find((one) => isSame(unwrap(one.address), own)) : undefined;
    const complete = own !== null && isComplete(observations, endpoint, own.family);
    // Where the VPC has no endpoint, a private address elsewhere may be a hub's.
    const inVpc = !isEndpointKnown && isPrivateRange(own) ? insideAny(cidrs, own) || null : insideAny(cidrs, own);
    return {
      id: pathIdOf(from, address),
      address,
      family,
      availabilityZone: known?.availabilityZone ?? null,
      networkInterfaceId: known?.networkInterfaceId ?? null,
      inDnsAnswer: resolved.includes(address),
      owner: ownerOf(known !== undefined, complete, inVpc),
      inVpc,
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

/** The blocks of the VPC: those named at deploy time, and those that EC2 has now. */
function vpcCidrsOf({ target, vpc }: Pick<Observations, 'target' | 'vpc'>): readonly string[] {
  const told = target.state === 'seen' ? target.value.endpoint.vpcCidrs : [];
  if (vpc.state === 'unseen') return told;
  const { CidrBlock, CidrBlockAssociationSet, Ipv6CidrBlockAssociationSet } = vpc.value;
  const read = [
    CidrBlock,
    ...CidrBlockAssociationSet.map((one) => one.CidrBlock),
    ...Ipv6CidrBlockAssociationSet.map((one) => one.Ipv6CidrBlock),
  ];
  return [...new Set([...told, ...read.filter((cidr) => cidr !== undefined)])];
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

const NAT64 = parseCidr('64:ff9b::/96');

/** An address as a value; behind DNS64's well-known prefix stands an IPv4 address, and that one counts. Source: RFC 6052. */
function unwrap(text: string): Address | null {
  const address = parseAddress(text);
  if (!address || !NAT64 || !contains(NAT64, address)) return address;
  return { family: 4, value: address.value & 0xffff_ffffn };
}

const isSame = (one: Address | null, other: Address | null): boolean =>
  one !== null && other !== null && one.family === other.family && one.value === other.value;
