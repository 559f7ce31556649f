import { BlockList, isIP } from 'node:net';
import type { NetworkInterface } from '@aws-sdk/client-ec2';
import type { SecurityGroup } from '../../lib/model/aws.ts';
import type { Planned } from './planned.ts';
import type { Clients } from './read-clients.ts';
import type { LookupRequest } from './request.ts';

/** Whom an endpoint lets in. */
interface Admitted {
  readonly groups: readonly string[];
  readonly cidrs: readonly string[];
  readonly prefixListIds: readonly string[];
}

/** The groups of one's own are the endpoint of Secrets Manager's alone. */
export function admittedBy(planned: Planned, request: LookupRequest, { endpointGroups }: Clients): Admitted {
  const more = sourcesOf(planned.ending === 'ec2' ? [] : request.EndpointGroups, endpointGroups);
  return {
    groups: [...planned.groups, ...more.groups],
    cidrs: [...request.Cidrs, ...more.cidrs],
    prefixListIds: [...request.PrefixListIds, ...more.prefixListIds],
  };
}

/** Whom the rules of some groups let in by HTTPS. */
export function sourcesOf(ids: readonly string[], known: readonly SecurityGroup[]): Admitted {
  const rules = known
    .filter(({ GroupId }) => ids.includes(GroupId))
    .flatMap(({ IpPermissions }) => IpPermissions)
    .filter(
      ({ IpProtocol, FromPort = 0, ToPort = 65_535 }) =>
        IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= 443 && ToPort >= 443),
    );
  return {
    groups: rules.flatMap((rule) => rule.UserIdGroupPairs.map((pair) => pair.GroupId)),
    cidrs: rules.flatMap((rule) => [
      ...rule.IpRanges.map((range) => range.CidrIp),
      ...rule.Ipv6Ranges.map((range) => range.CidrIpv6),
    ]),
    prefixListIds: rules.flatMap((rule) => rule.PrefixListIds.map((one) => one.PrefixListId)),
  };
}

/** Tells of each interface whether it is let in. */
export function admission({ groups, cidrs, prefixListIds }: Admitted, { prefixLists }: Clients) {
  const ranges = rangesOf([...cidrs, ...prefixListIds.flatMap((id) => prefixLists.get(id) ?? [])]);
  return (one: NetworkInterface): boolean =>
    groupIdsOf(one).some((id) => groups.includes(id)) ||
    addressesOf(one).some((address) => ranges.check(address, familyOf(address)));
}

export const groupIdsOf = ({ Groups = [] }: Pick<NetworkInterface, 'Groups'>): readonly string[] =>
  Groups.flatMap(({ GroupId }) => GroupId ?? []);

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
