import type { Place } from '../../model/place.ts';
import { contains, parseAddress, parseCidr } from '../../net/cidr.ts';
import { askMetadata } from './ask-metadata.ts';
import * as is from './metadata-forms.ts';

/** The instance's address, over IPv6 too; a proxy of the instance's metadata may stand on this very host. */
const METADATA = 'http://169.254.169.254';
const ALLOWED = /^http:\/\/(?:127(?:\.\d{1,3}){3}|169\.254(?:\.\d{1,3}){2}|\[::1\]|\[fd00:ec2::254\])(?::\d{1,5})?\/?$/;

/** Where an instance is told about itself; null where the variable names a place that is neither this host nor its own link. */
export function instanceMetadataIn(endpoint: string | undefined): URL | null {
  const named = endpoint || METADATA;
  return ALLOWED.test(named) ? URL.parse(named) : null;
}

/** This host's own network interfaces, as its system has them. */
export interface OwnInterfaces {
  readonly macs: readonly string[];
  readonly addresses: readonly string[];
}

/** Of more interfaces each is not asked about. */
const MOST_INTERFACES = 16;

const TOKEN = /^[\w=+/-]{8,1024}$/;
const TOKEN_SECONDS = 60;

/** What is told under a path; null where nothing is, or nothing comes. */
type Get = (path: string) => Promise<string | null>;

/**
 * What EC2 tells an instance of its place, by IMDSv2; null where it is of no known form. The token goes nowhere else. No path of
 * credentials is asked. Throws where nothing answers. Source: EC2 User Guide, "Instance metadata categories".
 */
export async function instancePlace(
  base: URL,
  kind: Place['kind'],
  own: OwnInterfaces,
  signal: AbortSignal,
): Promise<Place | null> {
  const at = (path: string) => new URL(`/latest/${path}`, base);
  const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': String(TOKEN_SECONDS) };
  const token = (await askMetadata(at('api/token'), { method: 'PUT', headers: ttl, signal }))?.trim() ?? '';
  if (!TOKEN.test(token)) return null;
  const headers = { 'x-aws-ec2-metadata-token': token };
  const get: Get = (path) => askMetadata(at(`meta-data/${path}`), { headers, signal }).catch(() => null);
  const [network, zone, zoneId] = await Promise.all([
    networkOf(get, own),
    get('placement/availability-zone'),
    get('placement/availability-zone-id'),
  ]);
  const availabilityZone = is.oneOf(zone, is.isZone);
  const availabilityZoneId = is.oneOf(zoneId, is.isZoneId);
  if (network.vpcId === undefined && network.vpcCidrs.length === 0 && !availabilityZone && !availabilityZoneId)
    return null;
  return {
    toldBy: 'instance-metadata',
    kind,
    ...network,
    ...(availabilityZone ? { availabilityZone } : {}),
    ...(availabilityZoneId ? { availabilityZoneId } : {}),
  };
}

type Network = Omit<Place, 'toldBy' | 'kind' | 'availabilityZone' | 'availabilityZoneId'>;

interface Interface {
  readonly mac: string;
  readonly vpcId: string | undefined;
  readonly addresses: readonly string[];
}

const NOTHING: Network = { vpcCidrs: [], subnetCidrs: [], securityGroupIds: [], addresses: [], publicAddresses: [] };

/** The network of the interface that this host calls from; of several that it may be, what holds for all of them. */
async function networkOf(get: Get, own: OwnInterfaces): Promise<Network> {
  const macs = is.linesOf((await get('network/interfaces/macs/'))?.replaceAll('/', '') ?? null, is.isMac);
  if (macs.length === 0 || macs.length > MOST_INTERFACES) return NOTHING;
  const all = await Promise.all(macs.map((mac) => interfaceOf(get, mac)));
  const mine = all.filter(({ mac, addresses }) => own.macs.includes(mac) || addresses.some(isIn(own.addresses)));
  const [only, ...others] = mine.length > 0 ? mine : all;
  if (only === undefined) return NOTHING;
  // An instance may have interfaces in several VPCs.
  if (only.vpcId === undefined || others.some(({ vpcId }) => vpcId !== only.vpcId)) return NOTHING;
  const vpc = { vpcId: only.vpcId, vpcCidrs: await vpcCidrsOf(get, only.mac) };
  const isElsewhere = mine.length === 0 && own.addresses.some((one) => isWithin(vpc.vpcCidrs, one));
  return others.length > 0 || isElsewhere ? { ...NOTHING, ...vpc } : { ...(await placeOf(get, only, own)), ...vpc };
}

const pathOf = (mac: string, name: string): string => `network/interfaces/macs/${mac}/${name}`;

async function interfaceOf(get: Get, mac: string): Promise<Interface> {
  const [vpcId, ipv4, ipv6] = await Promise.all(
    ['vpc-id', 'local-ipv4s', 'ipv6s'].map((name) => get(pathOf(mac, name))),
  );
  const addresses = [...is.linesOf(ipv4 ?? null, is.isAddress), ...is.linesOf(ipv6 ?? null, is.isAddress)];
  return { mac, vpcId: is.oneOf(vpcId, is.isVpcId), addresses };
}

/** `…-cidr-block` is the first one alone, and would make the others strangers. */
async function vpcCidrsOf(get: Get, mac: string): Promise<readonly string[]> {
  const told = await Promise.all(
    ['vpc-ipv4-cidr-blocks', 'vpc-ipv6-cidr-blocks'].map((name) => get(pathOf(mac, name))),
  );
  return told.flatMap((lines) => is.linesOf(lines, is.isCidr));
}

async function placeOf(get: Get, { mac, addresses }: Interface, own: OwnInterfaces) {
  const names = [
    'subnet-id',
    'security-group-ids',
    'subnet-ipv4-cidr-block',
    'subnet-ipv6-cidr-blocks',
    'public-ipv4s',
  ];
  const [subnet, groups, ipv4, ipv6, publicIpv4] = await Promise.all(names.map((name) => get(pathOf(mac, name))));
  const subnetId = is.oneOf(subnet, is.isSubnetId);
  // A pod has one of its interface's addresses, and a container behind a bridge has none of them.
  const mine = addresses.filter(isIn(own.addresses));
  return {
    ...(subnetId ? { subnetId } : {}),
    subnetCidrs: [ipv4, ipv6].flatMap((lines) => is.linesOf(lines ?? null, is.isCidr)),
    securityGroupIds: is.linesOf(groups ?? null, is.isGroupId),
    addresses: mine.length > 0 ? mine : addresses,
    publicAddresses: is.linesOf(publicIpv4 ?? null, is.isAddress),
  };
}

/** Addresses are compared by value: IPv6 has several spellings. */
function isIn(addresses: readonly string[]) {
  const values = new Set(addresses.map(keyOf));
  return (text: string): boolean => values.has(keyOf(text));
}

function keyOf(text: string): string {
  const address = parseAddress(text);
  return `${address?.family} ${address?.value}`;
}

const isWithin = (cidrs: readonly string[], text: string): boolean => {
  const address = parseAddress(text);
  return address !== null && cidrs.map(parseCidr).some((cidr) => cidr !== null && contains(cidr, address));
};
