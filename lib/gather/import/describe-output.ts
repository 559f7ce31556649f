import { basename } from 'node:path';
import * as v from 'valibot';
import type { IpPermission, NetworkConfiguration, PrefixList, SecurityGroup } from '../../model/aws.ts';
import { type Found, type Kind, SHAPES } from '../describe-shapes.ts';
import { sentenceOf } from '../target-of.ts';
import { brokenReferences } from './broken-references.ts';

export interface Imported {
  readonly configuration: NetworkConfiguration;
  /** What was given and could not be used, a sentence each. */
  readonly warnings: readonly string[];
}

export interface DescribeFile {
  readonly name: string;
  /** The file's JSON, parsed. */
  readonly content: unknown;
}

/**
 * Reads the output of `aws ec2 describe-…` and `get-managed-prefix-list-entries`, in any number of files with any names. Each is
 * recognised by its top-level key. What does not fit is left out with a warning; nothing of it is an error.
 */
export function importDescribeOutput(files: readonly DescribeFile[]): Imported {
  const warnings: string[] = [];
  const found: Found = Object.fromEntries(Object.keys(SHAPES).map((kind) => [kind, []])) as unknown as Found;
  const prefixLists: PrefixList[] = [];
  for (const { name, content } of files) {
    const kinds = Object.keys(SHAPES).filter((kind): kind is Kind =>
      Array.isArray((content as Record<string, unknown> | null)?.[kind]),
    );
    if (!holdsList(content)) warnings.push(`${name}: is not the output of a describe call`);
    for (const kind of kinds) {
      const items = (content as Record<Kind, readonly unknown[]>)[kind];
      const good = items.flatMap((item, index) => keep(kind, item, `${name}: ${kind}[${index}]`, warnings));
      if (kind === 'Entries')
        prefixLists.push({
          PrefixListId: prefixListIn(name),
          Cidrs: (good as Found['Entries']).map((one) => one.Cidr),
        });
      else for (const one of good) (found[kind] as unknown[]).push(one);
    }
  }
  const securityGroups = [...found.SecurityGroups, ...groupsOf(found.SecurityGroupRules, found.SecurityGroups)];
  const configuration: NetworkConfiguration = {
    securityGroups: unique(securityGroups, (one) => one.GroupId),
    networkAcls: unique(found.NetworkAcls, (one) => one.NetworkAclId),
    routeTables: unique(found.RouteTables, (one) => one.RouteTableId),
    subnets: unique(found.Subnets, (one) => one.SubnetId),
    networkInterfaces: unique(found.NetworkInterfaces, (one) => one.NetworkInterfaceId),
    vpcEndpoints: unique(found.VpcEndpoints, (one) => one.VpcEndpointId),
    prefixLists: nameLists(
      [...found.PrefixLists, ...prefixLists],
      [...referencedByGroups(securityGroups), ...referencedByRoutes(found.RouteTables)],
      warnings,
    ),
  };
  return { configuration, warnings: [...warnings, ...brokenReferences(configuration)] };
}

function keep<K extends Kind>(
  kind: K,
  item: unknown,
  place: string,
  warnings: string[],
): readonly v.InferOutput<(typeof SHAPES)[K]>[] {
  const problem = (what: string): readonly [] => {
    warnings.push(`${place} is left out: ${what}`);
    return [];
  };
  try {
    const result = v.safeParse(SHAPES[kind], withoutNulls(item));
    if (result.success) return [result.output];
    return problem(sentenceOf(result.issues[0]));
  } catch (error) {
    if ((error as Error).name !== 'RangeError') throw error;
    return problem('it is nested too deeply');
  }
}

/** Some tools write null where the AWS CLI writes nothing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)]])),
  );
}

const unique = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

/** Groups that are given only by their single rules. */
function groupsOf(rules: Found['SecurityGroupRules'], given: Found['SecurityGroups']): readonly SecurityGroup[] {
  const whole = new Set(given.map((group) => group.GroupId));
  const others = rules.filter((rule) => !whole.has(rule.GroupId));
  return [...Map.groupBy(others, (rule) => rule.GroupId)].map(([GroupId, own]) => ({
    GroupId,
    IpPermissions: own.filter((rule) => !rule.IsEgress).map(permissionOf),
    IpPermissionsEgress: own.filter((rule) => rule.IsEgress).map(permissionOf),
  }));
}

const permissionOf = (rule: Found['SecurityGroupRules'][number]): IpPermission => ({
  IpProtocol: rule.IpProtocol,
  FromPort: rule.FromPort,
  ToPort: rule.ToPort,
  IpRanges: rule.CidrIpv4 ? [{ CidrIp: rule.CidrIpv4 }] : [],
  Ipv6Ranges: rule.CidrIpv6 ? [{ CidrIpv6: rule.CidrIpv6 }] : [],
  UserIdGroupPairs: rule.ReferencedGroupInfo ? [rule.ReferencedGroupInfo] : [],
  PrefixListIds: rule.PrefixListId ? [{ PrefixListId: rule.PrefixListId }] : [],
});

/** Other describe calls are welcome beside those that are read; a file without any list is a mistake. */
const holdsList = (content: unknown): boolean =>
  typeof content === 'object' && content !== null && Object.values(content).some(Array.isArray);

const prefixListIn = (name: string): string => /(?<![0-9a-z])pl-[0-9a-f]+/.exec(basename(name))?.[0] ?? '';

const referencedByGroups = (groups: readonly SecurityGroup[]): readonly string[] =>
  groups.flatMap((group) =>
    [...group.IpPermissions, ...group.IpPermissionsEgress].flatMap((one) =>
      one.PrefixListIds.map((list) => list.PrefixListId),
    ),
  );

const referencedByRoutes = (tables: Found['RouteTables']): readonly string[] =>
  tables.flatMap((table) => table.Routes.flatMap((route) => route.DestinationPrefixListId ?? []));

/** Entries come without the id of their list: it is in the file's name, or there is only one list they can belong to. */
function nameLists(
  lists: readonly PrefixList[],
  referenced: readonly string[],
  warnings: string[],
): readonly PrefixList[] {
  const given = new Set(lists.map((list) => list.PrefixListId));
  const open = [...new Set(referenced)].filter((id) => !given.has(id));
  const [only, ...others] = open;
  const named = lists.flatMap((list) => {
    if (list.PrefixListId !== '') return [list];
    if (only !== undefined && others.length === 0) return [{ ...list, PrefixListId: only }];
    warnings.push(
      'entries of a prefix list are left out: name the file after the list (pl-….json) to say whose they are',
    );
    return [];
  });
  // Long lists come in several pages, and so in several files.
  return [...Map.groupBy(named, (list) => list.PrefixListId)].map(([PrefixListId, parts]) => ({
    PrefixListId,
    Cidrs: parts.flatMap((part) => part.Cidrs),
  }));
}
