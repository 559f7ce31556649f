import { blockAround } from '../../lab/addresses.ts';
import type { Random } from '../../lab/random.ts';
import type { IpPermission, NetworkAclEntry, World } from '../../lab/world.ts';
import type { DrawnPorts, Ports } from './flows.ts';
import {
  ANYWHERE,
  byNat,
  byTransitGateway,
  entry,
  fromCidr,
  fromGroup,
  local,
  PREFIX_LIST,
  permission,
  route,
  SECOND_GROUP,
} from './rules.ts';

/** What rules are drawn from: a healthy world, and the ports of its flows. */
export interface Draw {
  readonly world: World;
  readonly random: Random;
  readonly ports: DrawnPorts;
}

export const addressOf = (world: World, role: string): string => world.NetworkInterfaces[role]?.PrivateIpAddress ?? '';

const ELSEWHERE = '198.51.100.0/24';

const ALL_PORTS = { from: 0, to: 65_535 };

/** Blocks of any size around somebody's address, all, and one with nobody in it. */
export function drawCidr({ world, random }: Draw): string {
  const address = random.pick(Object.values(world.NetworkInterfaces)).PrivateIpAddress;
  const around = blockAround(address, random.pick([8, 16, 16, 24, 24, 26, 28, 30, 31, 32]));
  return random.pick([ANYWHERE, ANYWHERE, around, around, around, around, ELSEWHERE]);
}

/** The ports of a rule: all, an edge of what is asked or asked from, or the well-known. */
const drawPorts = ({ random, ports: { asked, asking } }: Draw): Ports =>
  random.pick([
    ...[ALL_PORTS, ALL_PORTS, asked, asked, asking],
    ...[
      { from: 443, to: 443 },
      { from: 80, to: asked.from },
      { from: asked.to, to: 30_000 },
      { from: 1_024, to: 65_535 },
      { from: 32_768, to: 65_535 },
      { from: asking.to + 1, to: 65_535 },
      { from: 1_024, to: asking.from - 1 },
    ],
  ]);

/** One to three rules of a group, by CIDR, group or prefix list. */
export function drawPermissions(draw: Draw): readonly IpPermission[] {
  const { world, random } = draw;
  const groups = [...Object.values(world.SecurityGroups).map(({ GroupId }) => GroupId), SECOND_GROUP];
  return Array.from({ length: random.between(1, 3) }, () => {
    const protocol = random.pick(['tcp', 'udp', '6', '17', '-1', '-1', 'icmp']);
    const peer = random.pick([
      ...[fromCidr(drawCidr(draw)), fromCidr(drawCidr(draw)), fromCidr(drawCidr(draw))],
      ...[fromGroup(random.pick(groups)), { PrefixListIds: [{ PrefixListId: PREFIX_LIST }] }],
    ]);
    return permission(peer, protocol, protocol === '-1' || protocol === 'icmp' ? null : drawPorts(draw));
  });
}

/** Entries of one direction, listed in any order: some of either action, and mostly a last one that allows the rest. */
export function drawEntries(draw: Draw, egress: boolean): readonly NetworkAclEntry[] {
  const { random } = draw;
  const numbers = random.shuffle([10, 20, 30, 40, 32_766]).slice(0, random.between(1, 3));
  const drawn = numbers.map((number) => {
    const protocol = random.pick(['6', '17', '6', '17', '-1', '1']);
    const ports = protocol === '6' || protocol === '17' ? drawPorts(draw) : null;
    return entry(number, egress, random.pick(['allow', 'deny', 'deny']), protocol, ports, drawCidr(draw));
  });
  return random.shuffle([...drawn, ...(random.between(0, 4) === 0 ? [] : [entry(90, egress, 'allow')])]);
}

/** Routes to another VPC's addresses, of any length and to anything that leads there or does not. */
export function drawRoutes({ random }: Draw, own: string, other: string, addresses: readonly string[]) {
  const wide = [ANYWHERE, blockAround(random.pick(addresses), random.between(8, 12))];
  const narrow = addresses.flatMap((address) =>
    [24, random.between(25, 31), 32].map((bits) => blockAround(address, bits)),
  );
  const somewhere = new Set([...wide, ...narrow].filter(() => random.between(0, 2) === 0));
  const targets = [byTransitGateway, byTransitGateway, byTransitGateway, byNat];
  const states = ['active', 'active', 'active', 'blackhole'] as const;
  return random.shuffle([
    route(own, local),
    ...[...somewhere, ...(random.between(0, 3) === 0 ? [] : [other])].map((to) =>
      route(to, random.pick(wide.includes(to) ? targets : [...targets, local]), random.pick(states)),
    ),
  ]);
}
