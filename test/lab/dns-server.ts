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
import { addressIn, apiHosts, endpointRoles, fipsHost, serviceHost, type World } from './world.ts';

type Resolver = World['Behaviour']['amazonResolver'];

const RCODES: Readonly<Partial<Record<Resolver, number>>> = {
  malformed: 1,
  'server-failed': 2,
  'name-not-found': 3,
  refused: 5,
};
const NXDOMAIN = 3;
const TTL_SECONDS = 60;
const SLOW_MS = 1_500;
const DEAF_MS = 600;

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
  if (behaviour === 'port-closed') return;
  const delayMs = behaviour === 'slow' ? SLOW_MS : world.Behaviour.serverDelayMs;
  let firstAt: number | null = null;
  const udp = createSocket('udp4');
  udp.on('message', (message, from) => {
    const answer = answerTo(decode(message), world, behaviour, apis);
    firstAt ??= performance.now();
    if (!answer || (behaviour === 'deaf-at-first' && performance.now() - firstAt < DEAF_MS)) return;
    const body = encode(behaviour === 'tcp-dead' || behaviour === 'truncates' ? truncated(answer) : answer);
    setTimeout(() => udp.send(body, from.port, from.address), delayMs);
  });
  await new Promise<void>((resolve) => udp.bind(53, address, resolve));
  // Large answers come over TCP. A resolver whose TCP side is dead accepts and says nothing.
  const tcp = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    let unread = Buffer.alloc(0);
    socket.on('data', (data) => {
      unread = Buffer.concat([unread, data]);
      // Several questions may come in one piece, and one in several.
      while (unread.length >= 2 && unread.length >= 2 + unread.readUInt16BE()) {
        const end = 2 + unread.readUInt16BE();
        const question = decode(unread.subarray(2, end));
        unread = unread.subarray(end);
        const answer = behaviour === 'tcp-dead' ? null : answerTo(question, world, behaviour, apis);
        if (answer) setTimeout(() => socket.write(framed(encode(answer))), delayMs);
      }
    });
  });
  await new Promise<void>((resolve) => tcp.listen(53, address, resolve));
}

/** Over TCP a message comes after its length. */
const framed = (body: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return Buffer.concat([length, body]);
};

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
  // No endpoint serves STS's global name.
  if (name === 'sts.amazonaws.com') return [world.PublicAddresses.Apis];
  if (apiHosts(world).includes(name)) {
    return [world.NetworkInterfaces.api?.PrivateIpAddress ?? world.PublicAddresses.Apis];
  }
  const exists = world.Behaviour.endpoint === 'exists';
  const addressOf = ({ PrivateIpAddress }: (typeof interfaces)[number]) =>
    behaviour === 'ipv6-only' ? ipv6Of(PrivateIpAddress) : PrivateIpAddress;
  const own = exists && world.VpcEndpoint.DnsEntries.find((entry) => entry.DnsName === name);
  if (own) {
    const zonal = interfaces.filter((one) => name.includes(`-${one.AvailabilityZone}.`));
    return (zonal.length > 0 ? zonal : interfaces).map(addressOf);
  }
  // Nobody here has made an endpoint of that service.
  if (name === fipsHost(world)) return [world.PublicAddresses.IPv4, world.PublicAddresses.IPv6];
  if (name !== serviceHost(world)) return null;
  if (behaviour === 'no-address') return [];
  if (behaviour === 'stale') return Object.values(world.Subnets).map((subnet) => addressIn(subnet.CidrBlock, 5));
  const isPrivate = behaviour === 'hosted-zone' || (exists && hasPrivateDns(world));
  if (isPrivate && behaviour !== 'public') return interfaces.map(addressOf);
  return [world.PublicAddresses.IPv4, world.PublicAddresses.IPv6];
}

/** An interface's IPv6 address, in the range for documentation; nothing in the lab can be reached by it. */
const ipv6Of = (ipv4: string): string => {
  const [a, b, c, d] = ipv4.split('.').map(Number) as [number, number, number, number];
  return `2001:db8::${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
};

/** Private DNS speaks for an available endpoint of the service, in its own VPC, where both DNS attributes are on. */
function hasPrivateDns(world: World): boolean {
  const { PrivateDnsEnabled, State, VpcId, ServiceName } = world.VpcEndpoint;
  const { EnableDnsHostnames, EnableDnsSupport } = world.Vpc;
  const serves = ServiceName.endsWith('.secretsmanager') && State.toLowerCase() === 'available';
  return serves && VpcId === world.Vpc.VpcId && PrivateDnsEnabled && EnableDnsHostnames && EnableDnsSupport;
}
