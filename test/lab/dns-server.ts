import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import {
  type Answer,
  decode,
  encode,
  type Packet,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  TRUNCATED_RESPONSE,
} from 'dns-packet';
import { AMAZON_RESOLVER, customResolverOf, OUTSIDE, vpcResolverOf } from './topology.ts';
import { apiHosts, endpointRoles, serviceHost, type World } from './world.ts';

type Resolver = World['Behaviour']['amazonResolver'];

const RCODES: Readonly<Partial<Record<Resolver, number>>> = { 'server-failed': 2, 'name-not-found': 3, refused: 5 };
const NXDOMAIN = 3;
const TTL_SECONDS = 60;

/** Starts every resolver of the world; resolves when all of them answer. */
export async function startResolvers(world: World): Promise<void> {
  const custom = customResolverOf(world);
  const { amazonResolver, customResolver } = world.Behaviour;
  await Promise.all([
    ...[vpcResolverOf(world), AMAZON_RESOLVER].map((address) => startResolver(address, world, amazonResolver)),
    startResolver(OUTSIDE.services, world, 'answers', OUTSIDE.services),
    ...(custom === null ? [] : [startResolver(custom, world, customResolver)]),
  ]);
}

/** `apis`: the one address that all of AWS's names lead to, for whoever asks from outside. */
async function startResolver(address: string, world: World, behaviour: Resolver, apis?: string): Promise<void> {
  const udp = createSocket('udp4');
  udp.on('message', (message, from) => {
    const answer = answerTo(decode(message), world, behaviour, apis);
    if (answer) udp.send(encode(behaviour === 'tcp-dead' ? truncated(answer) : answer), from.port, from.address);
  });
  await new Promise<void>((resolve) => udp.bind(53, address, resolve));
  // Large answers come over TCP. A resolver whose TCP side is dead accepts and says nothing.
  const tcp = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      const answer = behaviour === 'tcp-dead' ? null : answerTo(decode(data.subarray(2)), world, behaviour, apis);
      if (!answer) return;
      const body = encode(answer);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(body.length);
      socket.end(Buffer.concat([length, body]));
    });
  });
  await new Promise<void>((resolve) => tcp.listen(53, address, resolve));
}

const truncated = (packet: Packet): Packet => ({
  ...packet,
  flags: (packet.flags ?? 0) | TRUNCATED_RESPONSE,
  answers: [],
});

/** A resolver's answer; null where it stays silent. */
function answerTo(question: Packet, world: World, behaviour: Resolver, apis?: string): Packet | null {
  const [asked] = question.questions ?? [];
  if (!asked || behaviour === 'silent' || (!world.Vpc.EnableDnsSupport && !apis)) return null;
  const name = asked.name.toLowerCase();
  const addresses = apis ? [apis] : addressesOf(name, world, behaviour);
  const failure = name === serviceHost(world) ? (RCODES[behaviour] ?? 0) : 0;
  const answers = (addresses ?? [])
    .filter((address) => address.includes(':') === (asked.type === 'AAAA'))
    .map((data) => ({ name: asked.name, type: asked.type, ttl: TTL_SECONDS, data }) as Answer);
  return {
    type: 'response',
    id: question.id ?? 0,
    flags: RECURSION_DESIRED | RECURSION_AVAILABLE | (failure || (addresses === null ? NXDOMAIN : 0)),
    questions: question.questions ?? [],
    answers: failure === 0 ? answers : [],
  };
}

/** What a name leads to; null where it does not exist. The endpoint's own names are public, whatever private DNS says. */
function addressesOf(name: string, world: World, behaviour: Resolver): readonly string[] | null {
  const interfaces = endpointRoles(world).flatMap((role) => world.NetworkInterfaces[role] ?? []);
  if (apiHosts(world).includes(name)) {
    return [world.NetworkInterfaces.api?.PrivateIpAddress ?? world.PublicAddresses.Apis];
  }
  const exists = world.Behaviour.endpoint === 'exists';
  const own = exists && world.VpcEndpoint.DnsEntries.find((entry) => entry.DnsName === name);
  if (own) {
    const zonal = interfaces.filter((one) => name.includes(`-${one.AvailabilityZone}.`));
    return (zonal.length > 0 ? zonal : interfaces).map((one) => one.PrivateIpAddress);
  }
  if (name !== serviceHost(world)) return null;
  if (behaviour === 'no-address') return [];
  const isPrivate = behaviour === 'hosted-zone' || (exists && hasPrivateDns(world));
  if (isPrivate && behaviour !== 'public') return interfaces.map((one) => one.PrivateIpAddress);
  return [world.PublicAddresses.IPv4, world.PublicAddresses.IPv6];
}

/** Private DNS speaks for an available endpoint of the service, in its own VPC, where both DNS attributes are on. */
function hasPrivateDns(world: World): boolean {
  const { PrivateDnsEnabled, State, VpcId, ServiceName } = world.VpcEndpoint;
  const { EnableDnsHostnames, EnableDnsSupport } = world.Vpc;
  const serves = ServiceName.endsWith('.secretsmanager') && State.toLowerCase() === 'available';
  return serves && VpcId === world.Vpc.VpcId && PrivateDnsEnabled && EnableDnsHostnames && EnableDnsSupport;
}
