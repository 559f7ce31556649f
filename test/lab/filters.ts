import { isInside, prefixLengthOf } from './addresses.ts';
import { type Chain, faultChains, faultJumps, linkOf, type Place } from './faults.ts';
import { type IpPermission, type NetworkAclEntry, subnetRoleOf, type World } from './world.ts';

/**
 * Compiles security groups, network ACLs, route tables and dead interfaces to nftables, for the router between all hosts of the lab.
 * Security groups are stateful (replies of accepted connections pass), network ACLs are not (no connection tracking), and
 * ACLs are skipped where both ends share a subnet. Every drop has a counter named after its filter: the ground truth.
 *
 * This is our reading of AWS, written apart from the analysis on purpose: the kernel then referees between the two.
 * Source: VPC User Guide, "Security group rules", "Network ACL rules", "Route priority", "Amazon DNS server" (the resolver is not
 * filtered).
 */
export function compileFilters(world: World, unfiltered: readonly string[]): string {
  const ends = endsOf(world);
  const lost = lostPairs(world, ends);
  const chains = [...groupChains(world, ends), ...aclChains(world), ...faultChains(world)];
  const pairs = ends.flatMap((from) => ends.filter((to) => to !== from).map((to) => [from, to] as const));
  const rules = [
    // Without a way to the APIs nothing of them is a fault: no filter shall count what is sent there in vain.
    ...(leadsOut(world) ? [] : [`ip daddr ${world.PublicAddresses.Apis} drop`]),
    ...unfiltered.flatMap((address) => [`ip daddr ${address} accept`, `ip saddr ${address} accept`]),
    // Who is not there at a link-local address is silent, and no filter's doing.
    'ip daddr 169.254.0.0/16 drop',
    ...lost.map(({ counter, from, to }) => `iifname "${from.link}" oifname "${to.link}" counter name ${counter} drop`),
    `oifname "void" counter name route.none drop`,
    ...pairs.flatMap(([from, to]) =>
      jumps(world, from, to).map((jump) => `iifname "${from.link}" oifname "${to.link}" ${jump}`),
    ),
  ];
  const counters = ['route.none', ...new Set(lost.map(({ counter }) => counter)), ...chains.map((chain) => chain.name)];
  return [
    'table inet vpc {',
    ...counters.map((name) => `  counter ${name} { }`),
    ...chains.map(
      ({ name, rules: own, last = 'drop' }) =>
        `  chain ${name} {\n${own.map((rule) => `    ${rule}\n`).join('')}    counter name ${name} ${last}\n  }`,
    ),
    '  chain forward {\n    type filter hook forward priority 0; policy accept;',
    ...rules.map((rule) => `    ${rule}`),
    '  }',
    '}',
    '',
  ].join('\n');
}

/** Pairs of interfaces between which a route table does not lead, with the counter of whoever's table it is. */
function lostPairs(world: World, ends: readonly End[]) {
  return ends.flatMap((from) =>
    ends
      .filter((to) => to !== from && from.role !== null && to.role !== null && !isRouted(world, from.role, to.role))
      .map((to) => ({ counter: `${from.link}.route`, from, to })),
  );
}

/**
 * The longest prefix decides. A blackhole leads nowhere, `local` to the table's own VPC alone, and what leads to the internet,
 * as NAT does, to no private address: of all others only a transit gateway leads on. Inside a subnet nobody asks the table.
 */
function isRouted(world: World, fromRole: string, toRole: string): boolean {
  const [from, to] = [subnetOf(world, fromRole), subnetOf(world, toRole)];
  if (from.SubnetId === to.SubnetId) return true;
  const address = world.NetworkInterfaces[toRole]?.PrivateIpAddress ?? '';
  const table = Object.values(world.RouteTables).find((one) => one.SubnetIds.includes(from.SubnetId));
  const [best] = (table?.Routes ?? [])
    .filter((route) => isInside(route.DestinationCidrBlock, address))
    .toSorted((a, b) => prefixLengthOf(b.DestinationCidrBlock) - prefixLengthOf(a.DestinationCidrBlock));
  if (best?.State !== 'active') return false;
  return best.GatewayId === 'local' ? from.VpcId === to.VpcId : best.TransitGatewayId !== undefined;
}

function subnetOf(world: World, interfaceRole: string): World['Subnets'][string] {
  const found = world.Subnets[subnetRoleOf(world, interfaceRole)];
  if (!found) throw new Error(`the interface ${interfaceRole} is in no subnet of this world`);
  return found;
}

/** Whether the client's route table leads out of the VPC, through NAT: no client here has a public address, without which an internet gateway carries nothing. */
export function leadsOut(world: World): boolean {
  const subnetId = world.NetworkInterfaces.client?.SubnetId ?? '';
  const table = Object.values(world.RouteTables).find((one) => one.SubnetIds.includes(subnetId));
  const isOut = ({ DestinationCidrBlock, State, NatGatewayId }: (typeof table & object)['Routes'][number]) =>
    DestinationCidrBlock === '0.0.0.0/0' && State === 'active' && NatGatewayId !== undefined;
  return table?.Routes.some(isOut) === true;
}

interface End extends Place {
  readonly subnet: string | null;
}

function endsOf(world: World): readonly End[] {
  const inside = Object.keys(world.NetworkInterfaces).map((role) => ({
    link: linkOf(role),
    role,
    subnet: subnetRoleOf(world, role),
  }));
  return [...inside, ...['inet', 'dns-custom'].map((link) => ({ link, role: null, subnet: null }))];
}

/** The filters in the order in which a packet meets them: group and ACL on leaving, ACL and group on arriving. */
function jumps(world: World, from: End, to: End): readonly string[] {
  const across = from.subnet !== to.subnet;
  const isNew = 'ct state != { established, related }';
  return [
    ...(from.role ? [`${isNew} jump ${from.link}.group-out`] : []),
    ...(across && from.subnet ? [`jump ${from.subnet}.acl-out`] : []),
    ...(across && to.subnet ? [`jump ${to.subnet}.acl-in`] : []),
    ...(to.role ? [`${isNew} jump ${to.link}.group-in`] : []),
    ...faultJumps(world, from, to),
  ];
}

function groupChains(world: World, ends: readonly End[]): readonly Chain[] {
  return ends.flatMap(({ link, role }) => {
    const one = world.NetworkInterfaces[role ?? ''];
    if (!one) return [];
    const ids = idsOf(one.Groups);
    const groups = Object.values(world.SecurityGroups).filter((group) => ids.includes(group.GroupId));
    const { VpcId } = subnetOf(world, role ?? '');
    const compile = (permissions: readonly IpPermission[], side: 'saddr' | 'daddr') =>
      permissions.flatMap((permission) => permissionRules(world, VpcId, permission, side));
    return [
      {
        name: `${link}.group-out`,
        rules: compile(
          groups.flatMap((group) => group.IpPermissionsEgress),
          'daddr',
        ),
      },
      {
        name: `${link}.group-in`,
        rules: compile(
          groups.flatMap((group) => group.IpPermissions),
          'saddr',
        ),
      },
    ];
  });
}

const idsOf = (groups: readonly { readonly GroupId: string }[]): readonly string[] =>
  groups.map(({ GroupId }) => GroupId);

function permissionRules(
  world: World,
  vpcId: string,
  permission: IpPermission,
  side: 'saddr' | 'daddr',
): readonly string[] {
  // Behind a transit gateway nobody sees which groups a caller is in: a group's members are those in the same VPC.
  const members = permission.UserIdGroupPairs.flatMap(({ GroupId }) =>
    Object.entries(world.NetworkInterfaces)
      .filter(([role, { Groups }]) => subnetOf(world, role).VpcId === vpcId && idsOf(Groups).includes(GroupId))
      .map(([, one]) => `${one.PrivateIpAddress}/32`),
  );
  const listed = permission.PrefixListIds.flatMap(({ PrefixListId }) => world.PrefixLists[PrefixListId] ?? []);
  const cidrs = [...permission.IpRanges.map((range) => range.CidrIp), ...listed, ...members];
  const match = portMatch(permission.IpProtocol, permission.FromPort, permission.ToPort);
  return cidrs.map((cidr) => `ip ${side} ${cidr} ${match} return`);
}

function aclChains(world: World): readonly Chain[] {
  return Object.entries(world.Subnets).flatMap(([role, subnet]) => {
    const acl = Object.values(world.NetworkAcls).find((one) => one.SubnetIds.includes(subnet.SubnetId));
    const rules = (egress: boolean) =>
      (acl?.Entries ?? [])
        .filter((entry) => entry.Egress === egress)
        .toSorted((a, b) => a.RuleNumber - b.RuleNumber)
        .map((entry) => aclRule(entry, `${role}.acl-${egress ? 'out' : 'in'}`));
    return [
      { name: `${role}.acl-out`, rules: rules(true) },
      { name: `${role}.acl-in`, rules: rules(false) },
    ];
  });
}

function aclRule(entry: NetworkAclEntry, counter: string): string {
  const match = portMatch(entry.Protocol, entry.PortRange?.From, entry.PortRange?.To);
  const verdict = entry.RuleAction === 'allow' ? 'return' : `counter name ${counter} drop`;
  return `ip ${entry.Egress ? 'daddr' : 'saddr'} ${entry.CidrBlock} ${match} ${verdict}`;
}

const PROTOCOLS: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp' };

/** `-1` is every protocol and port; ports count for TCP and UDP alone. */
function portMatch(protocol: string, from: number | undefined, to: number | undefined): string {
  const name = PROTOCOLS[protocol] ?? protocol.toLowerCase();
  if (name === '-1') return '';
  if (name !== 'tcp' && name !== 'udp') return `meta l4proto ${name}`;
  return from === undefined || from < 0 ? `meta l4proto ${name}` : `${name} dport ${from}-${to ?? from}`;
}

/** Packets dropped by each filter, from `nft --json list counters`. */
export function parseCounters(json: string): Readonly<Record<string, number>> {
  const { nftables } = JSON.parse(json) as { nftables: readonly { counter?: { name: string; packets: number } }[] };
  return Object.fromEntries(nftables.flatMap(({ counter }) => (counter ? [[counter.name, counter.packets]] : [])));
}
