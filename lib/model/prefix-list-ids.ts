import type { RouteTable, SecurityGroup } from './aws.ts';

/** The lists that rules and routes refer to. */
export const prefixListIdsIn = (groups: readonly SecurityGroup[], tables: readonly RouteTable[]): readonly string[] => [
  ...new Set([
    ...groups
      .flatMap((group) => [...group.IpPermissions, ...group.IpPermissionsEgress])
      .flatMap((permission) => permission.PrefixListIds.map((list) => list.PrefixListId)),
    ...tables.flatMap((table) => table.Routes.flatMap((route) => route.DestinationPrefixListId ?? [])),
  ]),
];
