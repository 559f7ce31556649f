import { basename } from 'node:path';
import type { PrefixList, SecurityGroup, VpcDnsAttributes } from '../../model/aws.ts';
import type { Resource, ResourceKind } from '../../model/inventory.ts';
import { prefixListIdsIn } from '../../model/prefix-list-ids.ts';
import { callerOf } from '../caller-of.ts';
import { replicaRegionsIn } from '../replica-regions.ts';
import type { Items, PartKey, SecurityGroupRule } from './described-kinds.ts';

/** Resources as they were listed, and what other resources are made up of. */
export type Found = { readonly [K in ResourceKind]: readonly Resource<K>[] };
export type Parts = { readonly [K in PartKey]: Items<K> };

/** What was found, with all that parts of it make up. */
export function putTogether(found: Found, parts: Parts, warnings: string[]): Found {
  const securityGroups = [...found.securityGroups, ...groupsOf(parts.SecurityGroupRules, found.securityGroups)];
  const referred = prefixListIdsIn(securityGroups, found.routeTables);
  return {
    ...found,
    securityGroups,
    prefixLists: namedLists(found.prefixLists, referred, warnings),
    vpcDnsAttributes: dnsAttributesOf(parts.VpcAttribute, warnings),
    endpointServices: parts.ServiceDetails.flatMap(serviceOf),
    callers: parts.Caller.map(({ Account, Arn }) => callerOf(Account, Arn)),
    secrets: parts.Secret.map(({ ARN, KmsKeyId = null, DeletedDate = null, ReplicationStatus }) => ({
      arn: ARN,
      kmsKeyId: KmsKeyId,
      deletedDate: DeletedDate,
      ...replicaRegionsIn(ReplicationStatus),
    })),
    kmsKeys: parts.Key.map(({ Arn, KeyState, DeletionDate = null }) => ({
      arn: Arn,
      keyState: KeyState,
      deletionDate: DeletionDate,
    })),
  };
}

/** One file's entries of a prefix list. */
export const entriesOf = (file: string, entries: Items<'Entries'>): PrefixList => ({
  PrefixListId: prefixListIn(file),
  Cidrs: entries.map(({ Cidr }) => Cidr),
});

/** Groups that are given only by their single rules. */
function groupsOf(rules: readonly SecurityGroupRule[], given: readonly SecurityGroup[]): readonly SecurityGroup[] {
  const whole = new Set(given.map((group) => group.GroupId));
  const others = rules.filter((rule) => !whole.has(rule.GroupId));
  return [...Map.groupBy(others, (rule) => rule.GroupId)].map(([GroupId, own]) => ({
    GroupId,
    IpPermissions: own.filter((rule) => !rule.IsEgress).map(permissionOf),
    IpPermissionsEgress: own.filter((rule) => rule.IsEgress).map(permissionOf),
  }));
}

const permissionOf = (rule: SecurityGroupRule) => ({
  IpProtocol: rule.IpProtocol,
  FromPort: rule.FromPort,
  ToPort: rule.ToPort,
  IpRanges: rule.CidrIpv4 ? [{ CidrIp: rule.CidrIpv4 }] : [],
  Ipv6Ranges: rule.CidrIpv6 ? [{ CidrIpv6: rule.CidrIpv6 }] : [],
  UserIdGroupPairs: rule.ReferencedGroupInfo ? [{ GroupId: rule.ReferencedGroupInfo.GroupId }] : [],
  PrefixListIds: rule.PrefixListId ? [{ PrefixListId: rule.PrefixListId }] : [],
});

/** The CLI tells one attribute at a time; what is not told is not known, and not off. */
function dnsAttributesOf(told: Items<'VpcAttribute'>, warnings: string[]): readonly VpcDnsAttributes[] {
  return [...Map.groupBy(told, ({ VpcId }) => VpcId)].flatMap(([VpcId, own]) => {
    const support = own.findLast((one) => one.EnableDnsSupport)?.EnableDnsSupport?.Value;
    const hostnames = own.findLast((one) => one.EnableDnsHostnames)?.EnableDnsHostnames?.Value;
    if (support !== undefined && hostnames !== undefined)
      return [{ VpcId, enableDnsSupport: support, enableDnsHostnames: hostnames }];
    warnings.push(
      `${VpcId}: ${support === undefined ? 'enableDnsSupport' : 'enableDnsHostnames'} is missing (describe-vpc-attribute)`,
    );
    return [];
  });
}

/** AWS's side of an endpoint, by all of the private names that it has. */
export function serviceOf(detail: Items<'ServiceDetails'>[number]): readonly Resource<'endpointServices'>[] {
  const { ServiceName, PrivateDnsName, PrivateDnsNames, AvailabilityZones } = detail;
  const names = [PrivateDnsName, ...PrivateDnsNames.map((one) => one.PrivateDnsName)];
  const privateDnsNames = [...new Set(names.filter((name) => name !== undefined))];
  return ServiceName ? [{ serviceName: ServiceName, privateDnsNames, availabilityZones: AvailabilityZones }] : [];
}

/** The list that a file is named after; nothing where it is named after none. */
const prefixListIn = (name: string): string => /(?<![0-9a-z])pl-[0-9a-f]+/.exec(basename(name))?.[0] ?? '';

/** Entries come without the id of their list: it is in the file's name, or there is only one list they can belong to. */
function namedLists(
  lists: readonly PrefixList[],
  referenced: readonly string[],
  warnings: string[],
): readonly PrefixList[] {
  const given = new Set(lists.map((list) => list.PrefixListId));
  const [only, ...others] = referenced.filter((id) => !given.has(id));
  const named = lists.flatMap((list) => {
    if (list.PrefixListId !== '') return [list];
    if (only !== undefined && others.length === 0) return [{ ...list, PrefixListId: only }];
    warnings.push('prefix list entries ignored: name their file after the list (pl-….json)');
    return [];
  });
  // Long lists come in several pages, and so in several files.
  return [...Map.groupBy(named, (list) => list.PrefixListId)].map(([PrefixListId, parts]) => ({
    PrefixListId,
    Cidrs: parts.flatMap((part) => part.Cidrs),
  }));
}
