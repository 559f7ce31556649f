import { blockAround } from '../../lab/addresses.ts';
import type { ClientPlace } from '../../lab/draw-world.ts';
import { addressOf, type Draw } from './draw-rules.ts';
import {
  ALL_PASS,
  ANYWHERE,
  byNat,
  byTransitGateway,
  entries,
  entry,
  fromCidr,
  fromGroup,
  local,
  OPEN_GROUPS,
  permission,
  type Route,
  route,
  type Settings,
} from './rules.ts';

/** A way to draw a world. */
export interface Kind {
  readonly name: string;
  readonly client: ClientPlace;
  readonly set: (draw: Draw) => Settings;
}

/** All is open but for one thing, and that thing decides: who gets that wrong is wrong about some flow in the world. */
const decisive = (name: string, client: ClientPlace, set: (draw: Draw) => Settings): Kind => ({
  name,
  client,
  set: (draw) => ({ ...OPEN_GROUPS, ...set(draw) }),
});

const clientRoutes = (set: (draw: Draw & { readonly hub: string }) => readonly Route[]) => (draw: Draw) => {
  const own = route(draw.world.Vpc.CidrBlock, local);
  const routes = set({ ...draw, hub: draw.world.HubVpc?.CidrBlock ?? '' });
  return { 'RouteTables.client.Routes': draw.random.shuffle([own, ...routes]) };
};

const ACLS: readonly Kind[] = [
  // Entries are listed as if the later ones came first.
  decisive('an earlier entry denies', 'own-subnet', ({ ports }) => ({
    'NetworkAcls.client.Entries': [...ALL_PASS, ...entries(20, true, 'deny', ports.asked)],
  })),
  decisive('an earlier entry allows', 'own-subnet', ({ ports }) => ({
    'NetworkAcls.endpoint.Entries': [
      ...[...ALL_PASS, entry(20, false, 'deny')],
      ...[...entries(10, false, 'allow', ports.asked), ...entries(12, false, 'allow', ports.asking)],
    ],
  })),
  decisive('replies are denied', 'own-subnet', ({ random, ports }) => ({
    'NetworkAcls.client.Entries': random.shuffle([...entries(20, false, 'deny', ports.asking), ...ALL_PASS]),
  })),
  decisive('replies have a range of their own', 'own-subnet', ({ ports }) => ({
    'NetworkAcls.endpoint.Entries': [entry(90, false, 'allow'), ...entries(20, true, 'allow', ports.asking)],
  })),
  decisive('an entry is of one protocol', 'own-subnet', ({ random, ports }) => ({
    'NetworkAcls.client.Entries': [
      ...[entry(20, true, 'deny', random.pick(['6', '17']), ports.asked), entry(30, false, 'deny', '1')],
      ...ALL_PASS,
    ],
  })),
  decisive('an ACL denies inside a subnet too', 'endpoint-subnet', ({ random, ports }) => ({
    'NetworkAcls.private.Entries': random.shuffle([...entries(20, true, 'deny', ports.asked), ...ALL_PASS]),
  })),
];

const GROUPS: readonly Kind[] = [
  decisive('groups open a range for one address', 'endpoint-subnet', ({ world, ports }) => ({
    'SecurityGroups.endpoint.IpPermissions': ['tcp', 'udp'].map((protocol) =>
      permission(fromCidr(`${addressOf(world, 'client')}/32`), protocol, ports.asked),
    ),
  })),
  decisive('groups open the two addresses of a block', 'own-subnet', ({ world }) => ({
    'SecurityGroups.client.IpPermissionsEgress': ['a', 'b'].map((role) =>
      permission(fromCidr(blockAround(addressOf(world, role), 31))),
    ),
    'SecurityGroups.client.IpPermissions': [permission(fromCidr(blockAround(addressOf(world, 'c'), 31)))],
  })),
  decisive('groups have no rules for replies', 'own-subnet', () => ({
    'SecurityGroups.client.IpPermissions': [],
    'SecurityGroups.endpoint.IpPermissionsEgress': [],
  })),
  decisive('groups let one protocol in', 'endpoint-subnet', ({ random }) => ({
    'SecurityGroups.endpoint.IpPermissions': [
      permission(fromCidr(ANYWHERE), random.pick(['tcp', 'udp', '6', '17']), { from: 0, to: 65_535 }),
    ],
  })),
  ...(['own-subnet', 'other-vpc'] as const).map((client) =>
    decisive(`groups let each other in, the client in ${client}`, client, ({ world }) => ({
      'SecurityGroups.client.IpPermissions': [permission(fromGroup(world.SecurityGroups.endpoint?.GroupId ?? ''))],
      'SecurityGroups.endpoint.IpPermissions': [permission(fromGroup(world.SecurityGroups.client?.GroupId ?? ''))],
    })),
  ),
];

const ROUTES: readonly Kind[] = [
  decisive(
    'only NAT leads to the hub',
    'other-vpc',
    clientRoutes(() => [route(ANYWHERE, byNat)]),
  ),
  decisive(
    "the hub's addresses are local",
    'other-vpc',
    clientRoutes(({ hub }) => [route(hub, local), route(ANYWHERE, byNat)]),
  ),
  decisive(
    'longer prefixes lead elsewhere',
    'other-vpc',
    clientRoutes(({ world, hub, random }) => [
      ...[route(hub, byTransitGateway), route(ANYWHERE, byNat)],
      route(blockAround(addressOf(world, 'b'), random.between(24, 32)), byNat),
    ]),
  ),
  decisive(
    'longer prefixes lead there',
    'other-vpc',
    clientRoutes(({ world, hub, random }) => [
      ...[route(hub, byTransitGateway, 'blackhole'), route(ANYWHERE, byTransitGateway)],
      route(blockAround(addressOf(world, 'c'), random.between(24, 32)), byTransitGateway),
    ]),
  ),
  decisive(
    'the route to the hub is a blackhole',
    'other-vpc',
    clientRoutes(({ hub }) => [route(hub, byTransitGateway, 'blackhole')]),
  ),
  decisive('no route leads back', 'other-vpc', ({ world }) => ({
    'RouteTables.endpoint.Routes': [route(world.HubVpc?.CidrBlock ?? '', local), route(ANYWHERE, byNat)],
  })),
];

/** One of each, in every run: a wrong reading of AWS is met for certain, and not by luck. */
export const DECISIVE: readonly Kind[] = [...ACLS, ...GROUPS, ...ROUTES];
