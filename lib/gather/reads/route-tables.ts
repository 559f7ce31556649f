import { type EC2Client, paginateDescribeRouteTables } from '@aws-sdk/client-ec2';
import type { RouteTable } from '../../model/aws.ts';
import type { Observation } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';
import { allPages, filter, PAGE_SIZE } from './pages.ts';
import { shaped } from './shaped.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:DescribeRouteTables'] as const;

/** All route tables of some VPCs. */
export default function describeRouteTables(
  ec2: Api<EC2Client>,
  vpcIds: readonly string[],
): Promise<Observation<readonly RouteTable[]>> {
  return ask(ec2, actions[0], async (client, abort) => {
    const pages = paginateDescribeRouteTables(
      { client, pageSize: PAGE_SIZE },
      { Filters: [filter('vpc-id', vpcIds)] },
      abort,
    );
    return shaped('routeTables', await allPages(pages, (page) => page.RouteTables));
  });
}
