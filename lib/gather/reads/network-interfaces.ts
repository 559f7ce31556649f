import { type EC2Client, type Filter, paginateDescribeNetworkInterfaces } from '@aws-sdk/client-ec2';
import type { NetworkInterface } from '../../model/aws.ts';
import { type Observation, seen } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';
import { allPages, filter, PAGE_SIZE } from './pages.ts';
import { shaped } from './shaped.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:DescribeNetworkInterfaces'] as const;

/** The interfaces of endpoints, by their ids. */
export const describeNetworkInterfaces = (ec2: Api<EC2Client>, ids: readonly string[]) =>
  ids.length === 0 ? Promise.resolve(seen([], 0)) : describe(ec2, [filter('network-interface-id', ids)]);

/**
 * The Hyperplane interfaces through which functions in these subnets, with exactly these groups, reach the VPC. Functions with
 * the same subnet and groups share one. Source: Lambda Developer Guide, "Understanding Hyperplane Elastic Network Interfaces".
 */
export async function describeFunctionInterfaces(
  ec2: Api<EC2Client>,
  subnetIds: readonly string[],
  groupIds: readonly string[],
): Promise<Observation<readonly NetworkInterface[]>> {
  if (subnetIds.length === 0 || groupIds.length === 0) return seen([], 0);
  const found = await describe(ec2, [
    filter('interface-type', ['lambda']),
    filter('subnet-id', subnetIds),
    filter('group-id', groupIds),
  ]);
  if (found.state === 'unseen') return found;
  // EC2's filter takes interfaces that have any of the groups.
  const wanted = groupIds.toSorted().join();
  const groupsOf = (one: NetworkInterface) => one.Groups.flatMap(({ GroupId }) => GroupId ?? []);
  return seen(
    found.value.filter((one) => groupsOf(one).toSorted().join() === wanted),
    found.tookMs,
  );
}

/** The interfaces that have one of some hardware addresses. */
export const describeInterfacesWithMac = (ec2: Api<EC2Client>, macs: readonly string[]) =>
  describe(ec2, [filter('mac-address', macs)]);

function describe(ec2: Api<EC2Client>, Filters: Filter[]): Promise<Observation<readonly NetworkInterface[]>> {
  return ask(ec2, actions[0], async (client, abort) => {
    const pages = paginateDescribeNetworkInterfaces({ client, pageSize: PAGE_SIZE }, { Filters }, abort);
    return shaped('networkInterfaces', await allPages(pages, (page) => page.NetworkInterfaces));
  });
}
