import { DescribeVpcEndpointServicesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import * as v from 'valibot';
import type { EndpointService } from '../../model/aws-services.ts';
import type { Observation } from '../../model/observation.ts';
import { SERVICE } from '../../services/index.ts';
import { PARTS } from '../import/described-kinds.ts';
import { serviceOf } from '../import/put-together.ts';
import { type Api, ask } from './api.ts';
import { filter } from './pages.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:DescribeVpcEndpointServices'] as const;

/**
 * The service whose private names hold the name under test. Its own name begins differently in each partition, so that it is
 * found by its end and by its private names, and never built. Null where no service has that name.
 */
export default function describeEndpointService(
  ec2: Api<EC2Client>,
  host: string,
  region: string,
): Promise<Observation<EndpointService | null>> {
  return ask(ec2, actions[0], async (client, abort) => {
    const kinds = Object.values(SERVICE.endpointServices);
    // Whether this filter takes wildcards is not confirmed, so the usual names stand beside them.
    const names = ['*', 'com.amazonaws', 'cn.com.amazonaws'].flatMap((start) =>
      kinds.map((kind) => `${start}.${region}.${kind}`),
    );
    const command = new DescribeVpcEndpointServicesCommand({ Filters: [filter('service-name', names)] });
    const { ServiceDetails = [] } = await client.send(command, abort);
    const found = shapedServices(ServiceDetails).find(({ privateDnsNames }) => privateDnsNames.includes(host));
    return found ?? null;
  });
}

const shapedServices = (details: readonly unknown[]): readonly EndpointService[] =>
  details.flatMap((detail) => serviceOf(v.parse(PARTS.ServiceDetails, detail)));
