import { type EC2Client, paginateDescribeSecurityGroups } from '@aws-sdk/client-ec2';
import type { SecurityGroup } from '../../model/aws.ts';
import { type Observation, seen } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';
import { allPages, filter, PAGE_SIZE } from './pages.ts';
import { shaped } from './shaped.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:DescribeSecurityGroups'] as const;

/** Some groups, and the groups that their rules refer to. Groups that are gone, or another account's, are missing. */
export default async function describeSecurityGroups(
  ec2: Api<EC2Client>,
  groupIds: readonly string[],
): Promise<Observation<readonly SecurityGroup[]>> {
  const own = await describe(ec2, groupIds);
  if (own.state === 'unseen') return own;
  const more = referredTo(own.value).filter((id) => !groupIds.includes(id));
  const others = await describe(ec2, more);
  if (others.state === 'unseen') return others;
  return seen([...own.value, ...others.value], own.tookMs + others.tookMs);
}

function describe(ec2: Api<EC2Client>, groupIds: readonly string[]): Promise<Observation<readonly SecurityGroup[]>> {
  if (groupIds.length === 0) return Promise.resolve(seen([], 0));
  return ask(ec2, actions[0], async (client, abort) => {
    const pages = paginateDescribeSecurityGroups(
      { client, pageSize: PAGE_SIZE },
      { Filters: [filter('group-id', groupIds)] },
      abort,
    );
    return shaped('securityGroups', await allPages(pages, (page) => page.SecurityGroups));
  });
}

const referredTo = (groups: readonly SecurityGroup[]): readonly string[] => [
  ...new Set(
    groups
      .flatMap((group) => [...group.IpPermissions, ...group.IpPermissionsEgress])
      .flatMap((permission) => permission.UserIdGroupPairs.map((pair) => pair.GroupId)),
  ),
];
