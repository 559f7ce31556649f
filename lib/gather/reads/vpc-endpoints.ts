import { type EC2Client, type VpcEndpoint as Listed, paginateDescribeVpcEndpoints } from '@aws-sdk/client-ec2';
import type { VpcEndpoint } from '../../model/aws.ts';
import { type Observation, seen } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';
import { allPages, filter, PAGE_SIZE } from './pages.ts';
import { type Form, shaped } from './shaped.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:DescribeVpcEndpoints'] as const;

/**
 * Every endpoint of a VPC, whatever its service, and the one that was named, wherever it is. By filters and not by id: an id
 * that is gone is then an empty answer instead of an error.
 */
export default async function describeVpcEndpoints(
  ec2: Api<EC2Client>,
  vpcId: string | null,
  named: string | undefined,
): Promise<Observation<readonly VpcEndpoint[]>> {
  const describe = (name: string, id: string) =>
    describeEndpointsAs(ec2, filter(name, [id]), (all) => shaped('vpcEndpoints', all));
  const [ofVpc, byName] = await Promise.all([
    vpcId === null ? seen([], 0) : describe('vpc-id', vpcId),
    named === undefined ? seen([], 0) : describe('vpc-endpoint-id', named),
  ]);
  if (ofVpc.state === 'unseen') return ofVpc;
  if (byName.state === 'unseen') return byName;
  const all = [...ofVpc.value, ...byName.value];
  return seen([...new Map(all.map((one) => [one.VpcEndpointId, one])).values()], ofVpc.tookMs + byName.tookMs);
}

/** Endpoints that a filter takes, in the form that is made of EC2's own list. */
export function describeEndpointsAs<T>(ec2: Api<EC2Client>, by: ReturnType<typeof filter>, form: Form<Listed, T>) {
  return ask(ec2, actions[0], async (client, abort) => {
    const pages = paginateDescribeVpcEndpoints({ client, pageSize: PAGE_SIZE }, { Filters: [by] }, abort);
    return form(await allPages(pages, (page) => page.VpcEndpoints));
  });
}
