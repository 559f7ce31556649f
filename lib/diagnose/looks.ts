import type { Target } from '../model/run.ts';
import type { Look } from '../model/step.ts';

/** The same again, where the first time decided nothing. */
export const lookAgain = (say: string): Look => ({ say, from: 'workload' });

/** Something that no command of AWS shows. */
export const lookAt = (say: string, from: Look['from'] = 'anywhere'): Look => ({ say, from });

/** Whose the addresses of some paths are. */
export const whoseAddress = (
  where: readonly { readonly address: string }[],
  { region }: Pick<Target, 'region'>,
): Look => ({
  say: 'Find out which network interface has the address',
  run: [
    ...['aws', 'ec2', 'describe-network-interfaces', '--region', region, '--filters'],
    `Name=addresses.private-ip-address,Values=${where.map(({ address }) => address).join(',')}`,
  ],
  from: 'anywhere',
});

/** Network interfaces as they are now: status, groups, subnet. */
export const describeInterfaces = (
  say: string,
  ids: readonly string[],
  { region }: Pick<Target, 'region'>,
): readonly Look[] =>
  ids.length === 0
    ? []
    : [
        {
          say,
          run: ['aws', 'ec2', 'describe-network-interfaces', '--region', region, '--network-interface-ids', ...ids],
          from: 'anywhere',
        },
      ];

/** An endpoint as it is now, or a part of it. */
export const describeEndpoint = (
  say: string,
  { endpoint, region }: Pick<Target, 'endpoint' | 'region'>,
  query?: string,
): readonly Look[] =>
  !endpoint.vpcEndpointId
    ? []
    : [
        {
          say,
          run: [
            ...['aws', 'ec2', 'describe-vpc-endpoints', '--region', region],
            ...['--vpc-endpoint-ids', endpoint.vpcEndpointId, ...(query ? ['--query', query] : [])],
          ],
          from: 'anywhere',
        },
      ];

/** The private hosted zones that a VPC sees, of this account. */
export const listHostedZones = (vpcId: string, { region }: Pick<Target, 'region'>): Look => ({
  say: 'List the private hosted zones of the VPC',
  run: ['aws', 'route53', 'list-hosted-zones-by-vpc', '--vpc-id', vpcId, '--vpc-region', region],
  from: 'anywhere',
});
