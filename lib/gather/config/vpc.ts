import { DescribeVpcsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import type { Vpc } from '../../model/aws.ts';
import type { Observation } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';
import { filter } from './pages.ts';
import { shaped } from './shaped.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:DescribeVpcs'] as const;

/** The client's VPC. */
export default function describeVpc(ec2: Api<EC2Client>, vpcId: string): Promise<Observation<Vpc>> {
  return ask(ec2, actions[0], async (client, abort) => {
    const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({ Filters: [filter('vpc-id', [vpcId])] }), abort);
    const [vpc] = shaped('Vpcs', Vpcs);
    if (!vpc) throw Object.assign(new Error('no such VPC'), { name: 'VpcNotFound' });
    return vpc;
  });
}
