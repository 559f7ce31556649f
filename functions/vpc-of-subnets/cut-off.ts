import { BlockList, isIP } from 'node:net';
import type { NetworkInterface } from '@aws-sdk/client-ec2';
import { leavesVpc } from './leaves-vpc.ts';
import { isItself, isOfService, type Planned, plannedIn } from './planned.ts';
import type { Clients } from './read-clients.ts';
import type { ReadNetwork } from './read-network.ts';
import type { LookupRequest } from './request.ts';

/** Whom private DNS takes a service from: one line for the stack's outputs, and an objection where it happens now. */
export interface CutOff {
  readonly text: string;
  readonly objection: string | null;
}

/**
 * Private DNS moves a service's name to the endpoint for the whole VPC, and the endpoint lets in whom its groups name. Everybody
 * else who has a way out today reached the service until then.
 */
export function cutOffBy(request: LookupRequest, { endpointsOfVpc }: ReadNetwork, clients: Clients): CutOff {
  const moving = plannedIn(request).filter(({ privateDns }) => privateDns);
  const lines: string[] = [];
  let objection: string | null = null;
  for (const planned of moving) {
    const refused = refusedBy(planned, request, clients);
    lines.push(`${planned.service}: ${listOf(refused)}`);
    // What has private DNS already takes nothing away any more.
    const isThere = endpointsOfVpc.some(
      (one) => isOfService(one, planned) && one.PrivateDnsEnabled === true && isItself(one, planned, request),
    );
    if (refused.length > 0 && !isThere && request.AllowCutOff !== 'true') objection ??= objectionTo(planned, refused);
  }
  return { text: lines.join('; ') || 'nobody: private DNS is off', objection };
}

const objectionTo = ({ service }: Planned, refused: readonly NetworkInterface[]): string =>
  `Private DNS sends every call of ${service} in this VPC to the new endpoint, which refuses ${counted(refused)} with these groups: ${listOf(refused)}. Let them in with "resourcesSecurityGroupIds" or "ingressCidrs", or set "allowCutOff" to true if none of them uses ${service}.`;

const counted = ({ length }: readonly unknown[]) => `${length} network interface${length === 1 ? '' : 's'}`;

const MOST_LISTED = 6;

/** By groups, the most numerous first, each with one of its interfaces. */
function listOf(refused: readonly NetworkInterface[]): string {
  const byGroups = [...Map.groupBy(refused, (one) => groupsOf(one).toSorted().join('+') || 'no group')];
  const sorted = byGroups.toSorted(([, one], [, other]) => other.length - one.length);
  const listed = sorted.slice(0, MOST_LISTED).map(([ids, [first, ...others]]) => {
    const id = first?.NetworkInterfaceId ?? '';
    return `${ids} (${others.length === 0 ? id : `${others.length + 1}, such as ${id}`})`;
  });
  const more = sorted.length - listed.length;
  return [...listed, ...(more > 0 ? [`and ${more} more`] : [])].join(', ') || 'nobody';
}

/** What may run code that calls an API. */
const CALLERS = ['interface', 'efa', 'efa-only', 'trunk', 'branch', 'lambda', 'quicksight'];

/** Interfaces that AWS's services keep to be called, and not to call. */
const CALLED = /^(ELB |RDSNetworkInterface|EFS mount target|ElastiCache|Route 53 Resolver)/;

function refusedBy(planned: Planned, request: LookupRequest, clients: Clients): readonly NetworkInterface[] {
  const { groups, cidrs } = admittedBy(planned, request, clients);
  const ranges = rangesOf(cidrs);
  const isLetIn = (one: NetworkInterface) =>
    groupsOf(one).some((id) => groups.has(id)) ||
    addressesOf(one).some((address) => ranges.check(address, familyOf(address)));
  return clients.interfaces.filter(
    (one) =>
      one.Status === 'in-use' &&
      CALLERS.includes(one.InterfaceType ?? 'interface') &&
      !CALLED.test(one.Description ?? '') &&
      leavesVpc(one, clients.routeTables) &&
      !isLetIn(one),
  );
}

const groupsOf = ({ Groups = [] }: NetworkInterface) => Groups.flatMap(({ GroupId }) => GroupId ?? []);

const addressesOf = ({ PrivateIpAddresses = [], PrivateIpAddress, Ipv6Addresses = [] }: NetworkInterface) =>
  [
    PrivateIpAddress,
    ...PrivateIpAddresses.map((one) => one.PrivateIpAddress),
    ...Ipv6Addresses.map((one) => one.Ipv6Address),
  ].filter((address) => address !== undefined);

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

function rangesOf(cidrs: readonly string[]): BlockList {
  const ranges = new BlockList();
  for (const cidr of cidrs) {
    const [address = '', length = ''] = cidr.split('/');
    if (isIP(address) !== 0) ranges.addSubnet(address, Number(length), familyOf(address));
  }
  return ranges;
}

/** The groups of one's own are the endpoint of Secrets Manager's alone. */
function admittedBy({ groups, ending }: Planned, request: LookupRequest, { endpointGroups, prefixLists }: Clients) {
  const rules = (ending === 'ec2' ? [] : endpointGroups)
    .flatMap(({ IpPermissions }) => IpPermissions)
    .filter(
      ({ IpProtocol, FromPort = 0, ToPort = 65_535 }) =>
        IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= 443 && ToPort >= 443),
    );
  const lists = [
    ...request.PrefixListIds,
    ...rules.flatMap((rule) => rule.PrefixListIds.map((one) => one.PrefixListId)),
  ];
  return {
    groups: new Set([...groups, ...rules.flatMap((rule) => rule.UserIdGroupPairs.map((pair) => pair.GroupId))]),
    cidrs: [
      ...request.Cidrs,
      ...rules.flatMap((rule) => rule.IpRanges.map((range) => range.CidrIp)),
      ...rules.flatMap((rule) => rule.Ipv6Ranges.map((range) => range.CidrIpv6)),
      ...lists.flatMap((id) => prefixLists.get(id) ?? []),
    ],
  };
}
