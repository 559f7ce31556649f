import { blockAround } from '../../lab/addresses.ts';
import type { ClientPlace } from '../../lab/draw-world.ts';
import type { Random } from '../../lab/random.ts';
import type { Kind } from './decisive-worlds.ts';
import { addressOf, type Draw, drawCidr, drawEntries, drawPermissions, drawRoutes } from './draw-rules.ts';
import { rolesBeyond } from './flows.ts';
import { ALL_PASS, byNat, local, OPEN_GROUPS, PREFIX_LIST, route, SECOND_GROUP, type Settings } from './rules.ts';

const isOneIn = (count: number, random: Random): boolean => random.between(1, count) === 1;

/**
 * Rules that are shaped like AWS's. Where everything is random nearly everything is closed, and agreement means little: so one
 * or two of the four lists are, and the others are open.
 */
function randomGroups(draw: Draw): Settings {
  const { world, random } = draw;
  const lists = random.shuffle(Object.keys(OPEN_GROUPS)).slice(0, random.between(1, 2));
  const joined = ['client', 'a', 'b'].filter(() => isOneIn(3, random));
  const second = {
    GroupId: SECOND_GROUP,
    GroupName: 'second',
    IpPermissions: drawPermissions(draw),
    IpPermissionsEgress: drawPermissions(draw),
  };
  return {
    PrefixLists: { [PREFIX_LIST]: [drawCidr(draw), drawCidr(draw)] },
    'SecurityGroups.second': second,
    ...OPEN_GROUPS,
    ...Object.fromEntries(lists.map((list) => [list, drawPermissions(draw)])),
    ...Object.fromEntries(
      joined.map((role) => [
        `NetworkInterfaces.${role}.Groups`,
        [...(world.NetworkInterfaces[role]?.Groups ?? []), { GroupId: SECOND_GROUP }],
      ]),
    ),
  };
}

/** Every subnet has an ACL of its own, and half of their directions let all pass. */
function randomAcls(draw: Draw): Settings {
  const { world, random } = draw;
  const entriesOf = (egress: boolean) =>
    isOneIn(2, random) ? drawEntries(draw, egress) : ALL_PASS.filter(({ Egress }) => Egress === egress);
  const acls = Object.entries(world.Subnets).map(([role, { SubnetId }]) => [
    role,
    { NetworkAclId: `acl-0${role}`, SubnetIds: [SubnetId], Entries: [...entriesOf(true), ...entriesOf(false)] },
  ]);
  return { ...OPEN_GROUPS, NetworkAcls: Object.fromEntries(acls) };
}

/** Every subnet has a route table of its own, with routes between two VPCs, or with holes in the one that there is. */
function randomRoutes(draw: Draw): Settings {
  const { world, random } = draw;
  const { Vpc, HubVpc, Subnets } = world;
  const addressesIn = (isInClientVpc: boolean) =>
    ['client', ...rolesBeyond(world)]
      .filter((role) => (vpcOf(world, role) === Vpc.VpcId) === isInClientVpc)
      .map((role) => addressOf(world, role));
  const holes = (own: string) => [
    route(own, local),
    ...rolesBeyond(world)
      .filter(() => isOneIn(3, random))
      .map((role) => route(blockAround(addressOf(world, role), 32), byNat, 'blackhole')),
  ];
  const tables = Object.entries(Subnets).map(([role, { SubnetId, VpcId }]) => {
    const [own, other] = VpcId === Vpc.VpcId ? [Vpc, HubVpc] : [HubVpc, Vpc];
    const Routes =
      own && other
        ? drawRoutes(draw, own.CidrBlock, other.CidrBlock, addressesIn(other === Vpc))
        : holes(Vpc.CidrBlock);
    return [role, { RouteTableId: `rtb-0${role}`, SubnetIds: [SubnetId], Routes }];
  });
  return { ...OPEN_GROUPS, RouteTables: Object.fromEntries(tables) };
}

const vpcOf = ({ NetworkInterfaces, Subnets }: Draw['world'], role: string): string | undefined =>
  Object.values(Subnets).find(({ SubnetId }) => SubnetId === NetworkInterfaces[role]?.SubnetId)?.VpcId;

const times = (count: number, name: string, client: ClientPlace, set: Kind['set']): readonly Kind[] =>
  Array.from({ length: count }, () => ({ name, client, set }));

/** What nobody thought of beforehand. */
export const RANDOM: readonly Kind[] = [
  ...(['endpoint-subnet', 'own-subnet', 'other-vpc'] as const).flatMap((client) => [
    ...times(2, 'random groups', client, randomGroups),
    ...times(2, 'random ACLs', client, randomAcls),
    ...times(1, 'random groups and ACLs', client, (draw) => ({ ...randomAcls(draw), ...randomGroups(draw) })),
  ]),
  ...times(1, 'random holes in routes', 'own-subnet', randomRoutes),
  ...times(4, 'random routes', 'other-vpc', randomRoutes),
  ...times(2, 'random groups and routes', 'other-vpc', (draw) => ({ ...randomRoutes(draw), ...randomGroups(draw) })),
];
