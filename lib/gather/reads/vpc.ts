import { DescribeVpcsCommand, type EC2Client, type Vpc as Listed } from '@aws-sdk/client-ec2';
import type { Vpc } from '../../model/aws.ts';
import type { Observation } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';
import { filter } from './pages.ts';
import { type Form, shaped } from './shaped.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:DescribeVpcs'] as const;

/** The client's VPC. */
export default function describeVpc(ec2: Api<EC2Client>, vpcId: string): Promise<Observation<Vpc>> {
  return describeVpcAs(ec2, vpcId, (vpcs) => shaped('vpcs', vpcs));
}

/** A VPC in the form that is made of EC2's own list. */
export function describeVpcAs<T>(ec2: Api<EC2Client>, vpcId: string, form: Form<Listed, T>) {
  return ask(ec2, actions[0], async (client, abort) => {
    const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({ Filters: [filter('vpc-id', [vpcId])] }), abort);
    const [vpc] = form(Vpcs);
    if (!vpc) throw Object.assign(new Error('no such VPC'), { name: 'VpcNotFound' });
    return vpc;
  });
}
