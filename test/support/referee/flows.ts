import type { Random } from '../../lab/random.ts';
import { endpointRoles, type World } from '../../lab/world.ts';

/** One question that a client, or an interface of an endpoint, asks the other by its role. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly sourcePort: number;
}

export interface Ports {
  readonly from: number;
  readonly to: number;
}

/** What rules of a world speak of, and where its flows come from and go to: no port is in both. */
export interface DrawnPorts {
  readonly asked: Ports;
  readonly asking: Ports;
  /** A port to ask from, in another part of what ACLs usually open in every third world. */
  readonly usual: number;
}

export function drawPorts(random: Random): DrawnPorts {
  const [asked, asking] = [random.between(2_000, 8_000), random.between(33_000, 45_000)];
  return {
    asked: { from: asked, to: asked + random.between(2, 12_000) },
    asking: { from: asking, to: asking + random.between(2, 15_000) },
    usual: random.pick([1_500, 31_000, 62_000]),
  };
}

/** Where replies and requests are taken; only a program of root's may take them at 443, which the client's is not. */
export const HTTPS = 443;
const HTTPS_ALSO = 8_443;

/** Both ends of a range, and their neighbours outside. */
const edgesOf = ({ from, to }: Ports): readonly number[] => [from - 1, from, to, to + 1];

export const portsAsked = (role: string, { asked }: DrawnPorts): readonly number[] => [
  ...new Set([role === 'client' ? HTTPS_ALSO : HTTPS, ...edgesOf(asked)]),
];

const portsAsking = ({ usual, asking }: DrawnPorts): readonly number[] => [usual, ...edgesOf(asking)];

/** Every interface but the client's, that of the endpoint for the other APIs among them. */
export const rolesBeyond = (world: World): readonly string[] => [
  ...endpointRoles(world),
  ...(world.NetworkInterfaces.api ? ['api'] : []),
];

/** From the client to each interface and from each to the client: to all ports from one, and from all ports to one. */
export function flowsIn(world: World, ports: DrawnPorts): readonly Flow[] {
  const pairs = rolesBeyond(world).flatMap((role) => [
    { from: 'client', to: role },
    { from: role, to: 'client' },
  ]);
  const [usual = 0, ...others] = portsAsking(ports);
  return pairs.flatMap((pair) => {
    const [first = 0, ...more] = portsAsked(pair.to, ports);
    const asked = [
      ...[first, ...more].map((port) => ({ port, sourcePort: usual })),
      ...others.map((sourcePort) => ({ port: first, sourcePort })),
    ];
    return asked.flatMap((one) => (['tcp', 'udp'] as const).map((protocol) => ({ ...pair, protocol, ...one })));
  });
}
