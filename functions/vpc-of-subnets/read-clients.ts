import { type EC2Client, type NetworkInterface, paginateDescribeNetworkInterfaces } from '@aws-sdk/client-ec2';
import { type Api, ask } from '../../lib/gather/reads/api.ts';
import { actions as interfaceActions } from '../../lib/gather/reads/network-interfaces.ts';
import { filter } from '../../lib/gather/reads/pages.ts';
import getPrefixLists, { actions as prefixListActions } from '../../lib/gather/reads/prefix-lists.ts';
import describeRouteTables, { actions as routeTableActions } from '../../lib/gather/reads/route-tables.ts';
import describeSecurityGroups, { actions as groupActions } from '../../lib/gather/reads/security-groups.ts';
import type { RouteTable, SecurityGroup } from '../../lib/model/aws.ts';
import { type Observation, seen } from '../../lib/model/observation.ts';
import type { LookupRequest } from './request.ts';

/** The IAM actions that are called here. */
export const actions = [...interfaceActions, ...routeTableActions, ...groupActions, ...prefixListActions] as const;

/** Who is in a VPC, and whom the endpoint will let in by more than what the template says. */
export interface Clients {
  readonly interfaces: readonly NetworkInterface[];
  readonly routeTables: readonly RouteTable[];
  /** Groups that the endpoint has beside its own. */
  readonly endpointGroups: readonly SecurityGroup[];
  /** The groups of endpoints that the stack has now, with the rules they have now. */
  readonly groupsNow: readonly SecurityGroup[];
  /** The CIDRs of each prefix list. */
  readonly prefixLists: ReadonlyMap<string, readonly string[]>;
}

/** Reads the interfaces of a VPC, its routes, and the rules that decide about them. */
export async function readClients(
  ec2: Api<EC2Client>,
  vpcId: string,
  { EndpointGroups, PrefixListIds }: LookupRequest,
  idsNow: readonly string[],
): Promise<Observation<Clients>> {
  const [interfaces, routeTables, groups] = await Promise.all([
    describeInterfaces(ec2, vpcId),
    describeRouteTables(ec2, [vpcId]),
    describeSecurityGroups(ec2, [...new Set([...EndpointGroups, ...idsNow])]),
  ]);
  if (interfaces.state === 'unseen') return interfaces;
  if (routeTables.state === 'unseen') return routeTables;
  if (groups.state === 'unseen') return groups;
  const endpointGroups = groups.value.filter(({ GroupId }) => EndpointGroups.includes(GroupId));
  const groupsNow = groups.value.filter(({ GroupId }) => idsNow.includes(GroupId));
  const named = [...endpointGroups, ...groupsNow].flatMap(({ IpPermissions }) =>
    IpPermissions.flatMap(({ PrefixListIds: ids }) => ids.map((one) => one.PrefixListId)),
  );
  const lists = await getPrefixLists(ec2, [...new Set([...PrefixListIds, ...named])]);
  if (lists.state === 'unseen') return lists;
  const prefixLists = new Map(lists.value.map(({ PrefixListId, Cidrs }) => [PrefixListId, Cidrs]));
  const own = { endpointGroups, groupsNow, prefixLists };
  const clients = { interfaces: interfaces.value, routeTables: routeTables.value, ...own };
  return seen(clients, interfaces.tookMs);
}

/** With EC2's largest pages, since a VPC may hold thousands of interfaces and the call a few seconds. */
const describeInterfaces = (ec2: Api<EC2Client>, vpcId: string) =>
  ask(ec2, interfaceActions[0], async (client, abort) => {
    const asked = { Filters: [filter('vpc-id', [vpcId]), filter('status', ['in-use'])] };
    const found: NetworkInterface[] = [];
    for await (const page of paginateDescribeNetworkInterfaces({ client, pageSize: 1_000 }, asked, abort))
      found.push(...(page.NetworkInterfaces ?? []));
    return found;
  });
