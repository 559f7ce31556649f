import { DescribeVpcAttributeCommand, type EC2Client } from '@aws-sdk/client-ec2';
import type { VpcDnsAttributes } from '../../model/aws.ts';
import type { Observation } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:DescribeVpcAttribute'] as const;

/** Both DNS attributes of a VPC: the API tells one at a time. */
export default function describeVpcDnsAttributes(
  ec2: Api<EC2Client>,
  VpcId: string,
): Promise<Observation<VpcDnsAttributes>> {
  return ask(ec2, actions[0], async (client, abort) => {
    const [support, hostnames] = await Promise.all([
      client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' }), abort),
      client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' }), abort),
    ]);
    return {
      VpcId,
      enableDnsSupport: stated(support.EnableDnsSupport?.Value),
      enableDnsHostnames: stated(hostnames.EnableDnsHostnames?.Value),
    };
  });
}

/** An attribute that the answer leaves out is not known, and not off. */
function stated(value: boolean | undefined): boolean {
  if (value === undefined) throw Object.assign(new Error('attribute missing'), { name: 'UnexpectedAnswer' });
  return value;
}
