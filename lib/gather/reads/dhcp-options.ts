import { DescribeDhcpOptionsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import type { DhcpOptions } from '../../model/aws.ts';
import { type Observation, seen } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';
import { filter } from './pages.ts';
import { shaped } from './shaped.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['ec2:DescribeDhcpOptions'] as const;

/** The option set of a VPC. `default` as its id means that there is none. Source: VPC User Guide, "DHCP option sets". */
export default function describeDhcpOptions(
  ec2: Api<EC2Client>,
  id: string | undefined,
): Promise<Observation<DhcpOptions | null>> {
  if (id === undefined || id === 'default') return Promise.resolve(seen(null, 0));
  return ask(ec2, actions[0], async (client, abort) => {
    const command = new DescribeDhcpOptionsCommand({ Filters: [filter('dhcp-options-id', [id])] });
    const { DhcpOptions = [] } = await client.send(command, abort);
    return shaped('dhcpOptions', DhcpOptions)[0] ?? null;
  });
}
