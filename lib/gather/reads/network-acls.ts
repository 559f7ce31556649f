import { type EC2Client, paginateDescribeNetworkAcls } from '@aws-sdk/client-ec2';
import type { NetworkAcl } from '../../model/aws.ts';
import type { Observation } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';
import { allPages, filter, PAGE_SIZE } from './pages.ts';
import { shaped } from './shaped.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:DescribeNetworkAcls'] as const;

/** All network ACLs of some VPCs. */
export default function describeNetworkAcls(
  ec2: Api<EC2Client>,
  vpcIds: readonly string[],
): Promise<Observation<readonly NetworkAcl[]>> {
  return ask(ec2, actions[0], async (client, abort) => {
    const pages = paginateDescribeNetworkAcls(
      { client, pageSize: PAGE_SIZE },
      { Filters: [filter('vpc-id', vpcIds)] },
      abort,
    );
    return shaped('networkAcls', await allPages(pages, (page) => page.NetworkAcls));
  });
}
