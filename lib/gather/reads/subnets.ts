import { type EC2Client, paginateDescribeSubnets } from '@aws-sdk/client-ec2';
import type { Subnet } from '../../model/aws.ts';
import { type Observation, seen, unseen } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';
import { allPages, filter, PAGE_SIZE } from './pages.ts';
import { shaped } from './shaped.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:DescribeSubnets'] as const;

/** All subnets of some VPCs. */
export default function describeSubnets(
  ec2: Api<EC2Client>,
  vpcIds: readonly string[],
): Promise<Observation<readonly Subnet[]>> {
  return describeSubnetsBy(ec2, filter('vpc-id', vpcIds));
}

/** The VPC that subnets are in. */
export async function vpcIdOfSubnets(ec2: Api<EC2Client>, subnetIds: readonly string[]): Promise<Observation<string>> {
  const found = await describeSubnetsBy(ec2, filter('subnet-id', subnetIds));
  if (found.state === 'unseen') return found;
  const vpcId = found.value.find((subnet) => subnet.VpcId !== undefined)?.VpcId;
  return vpcId ? seen(vpcId, found.tookMs) : unseen('skipped', `this Region has no subnet ${subnetIds.join(' or ')}`);
}

/** The subnets that a filter takes. */
export function describeSubnetsBy(ec2: Api<EC2Client>, by: ReturnType<typeof filter>) {
  return ask(ec2, actions[0], async (client, abort) => {
    const pages = paginateDescribeSubnets({ client, pageSize: PAGE_SIZE }, { Filters: [by] }, abort);
    return shaped('subnets', await allPages(pages, (page) => page.Subnets));
  });
}
