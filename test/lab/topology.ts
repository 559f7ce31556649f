import { linkOf } from './faults.ts';
import { leadsOut } from './filters.ts';
import { linkLocalHosts } from './link-local-hosts.ts';
import { addressIn, subnetRoleOf, type World } from './world.ts';

export const AMAZON_RESOLVER = '169.254.169.253';

/** Where the Runtime API is reached from the client: a link of its own, as in Lambda, that no filter sees. */
export const RUNTIME_API = '169.254.100.1';

/** Where a place outside the VPC finds a resolver and all of AWS's APIs: a link of its own, that no filter sees. */
export const OUTSIDE = { services: '198.51.100.1', place: '198.51.100.2' } as const;

/** One host on the service side: the link it is behind, its addresses, and the router's address on that link. */
export interface Host {
  readonly link: string;
  readonly addresses: readonly string[];
  readonly gateway: string;
}

/** Link-local hosts that are there: a hop from the client, past every filter, as on a host of AWS's. */
const linkLocalAddresses = (world: World): readonly string[] =>
  Object.entries(linkLocalHosts(world)).flatMap(([address, routes]) => (routes.length > 0 ? [address] : []));

/** The resolver that the DHCP options name, where it is not Amazon's. */
export const customResolverOf = (world: World): string | null =>
  world.DhcpOptions.DomainNameServers.find((server) => server !== 'AmazonProvidedDNS') ?? null;

/** The resolver at the VPC's base address plus two. */
export const vpcResolverOf = (world: World): string => addressIn(world.Vpc.CidrBlock, 2);

/** Every host on the service side: resolvers, the endpoint's interfaces, the internet. */
function hostsOf(world: World): readonly Host[] {
  const vpcGateway = addressIn(world.Vpc.CidrBlock, 1);
  const custom = customResolverOf(world);
  return [
    { link: 'dns', addresses: [vpcResolverOf(world), AMAZON_RESOLVER], gateway: vpcGateway },
    ...(custom === null ? [] : [{ link: 'dns-custom', addresses: [custom], gateway: vpcGateway }]),
    {
      link: 'inet',
      addresses: [world.PublicAddresses.IPv4, world.PublicAddresses.Apis],
      gateway: addressIn('203.0.113.0/24', 1),
    },
    ...Object.keys(world.NetworkInterfaces)
      .filter((role) => role !== 'client')
      .map((role) => ({
        link: linkOf(role),
        addresses: [world.NetworkInterfaces[role]?.PrivateIpAddress ?? ''],
        gateway: gatewayOf(world, role),
      })),
  ];
}

const gatewayOf = (world: World, role: string): string =>
  addressIn(world.Subnets[subnetRoleOf(world, role)]?.CidrBlock ?? '', 1);

/** `ip -batch` scripts by namespace: the lab's own (services), then `router`, then `client`. Run in this order. */
export interface Topology {
  readonly services: string;
  readonly router: string;
  readonly client: string;
  readonly outside: string;
}

/**
 * A routed network without bridges, so that filters can name interfaces: client, router, services. The services side is one
 * namespace with a link per host; a rule by source address sends each host's replies back over its own link.
 */
export function topologyOf(world: World): Topology {
  const hosts = hostsOf(world);
  const client = world.NetworkInterfaces.client;
  if (!client) throw new Error('a world needs a client');
  const gateways = [...new Set([...hosts.map((host) => host.gateway), gatewayOf(world, 'client')])];
  return {
    services: script([
      'link set lo up',
      'link add eth0 netns client type veth peer name client netns router',
      'link add runtime type veth peer name runtime netns client',
      `addr add ${RUNTIME_API}/30 dev runtime`,
      ...linkLocalAddresses(world).map((address) => `addr add ${address}/32 dev runtime`),
      'link set runtime up',
      'link add outside type veth peer name eth0 netns outside',
      `addr add ${OUTSIDE.services}/30 dev outside`,
      'link set outside up',
      ...hosts.flatMap(({ link, addresses, gateway }, index) => [
        `link add ${link} type veth peer name ${link} netns router`,
        `link set ${link} up`,
        ...addresses.map((address) => `addr add ${address}/32 dev ${link}`),
        `route add default via ${gateway} dev ${link} onlink table ${100 + index}`,
        ...addresses.map((address) => `rule add from ${address} lookup ${100 + index}`),
      ]),
    ]),
    router: script([
      'link set lo up',
      ...gateways.map((gateway) => `addr add ${gateway}/32 dev lo`),
      'link set client up',
      `route add ${client.PrivateIpAddress}/32 dev client`,
      ...hosts.map(({ link }) => `link set ${link} up`),
      ...hosts
        .filter(({ link }) => link !== 'inet')
        .flatMap(({ link, addresses }) => addresses.map((address) => `route add ${address}/32 dev ${link}`)),
      ...defaultRoute(world),
    ]),
    client: script([
      'link set lo up',
      'link set eth0 up',
      `addr add ${client.PrivateIpAddress}/32 dev eth0`,
      `route add default via ${gatewayOf(world, 'client')} dev eth0 onlink`,
      'addr add 169.254.100.2/30 dev runtime',
      'link set runtime up',
      ...linkLocalAddresses(world).map((address) => `route add ${address}/32 dev runtime`),
    ]),
    outside: script(['link set lo up', 'link set eth0 up', `addr add ${OUTSIDE.place}/30 dev eth0`]),
  };
}

/** Through NAT where the client's route table says so; else into the void, which swallows in silence as a VPC does. */
function defaultRoute(world: World): readonly string[] {
  if (leadsOut(world)) return [`route add default via ${world.PublicAddresses.IPv4} dev inet onlink`];
  return [
    'link add void type veth peer name void-end',
    'link set void up',
    'link set void-end up',
    'neigh add 169.254.9.9 lladdr 02:00:00:00:00:01 dev void nud permanent',
    'route add default via 169.254.9.9 dev void onlink',
  ];
}

const script = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
