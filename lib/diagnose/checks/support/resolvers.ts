import type { DhcpOptions, Vpc } from '../../../model/aws.ts';
import type { CheckInputs } from '../../../model/check.ts';
import type { ServiceDns } from '../../../model/dns.ts';
import type { Target } from '../../../model/run.ts';
import type { Look } from '../../../model/step.ts';
import { parseCidr } from '../../../net/cidr.ts';
import { formatRange, rangeOfCidr } from '../../../net/range.ts';
import { listHostedZones, lookAt } from '../../looks.ts';

/** The resolvers that DHCP options name: Amazon's by name or by either of its addresses, and others. */
export function resolversIn(options: DhcpOptions | null, vpc: Vpc) {
  const all = (options?.DhcpConfigurations ?? [])
    .filter((one) => one.Key === 'domain-name-servers')
    .flatMap((one) => one.Values.map(({ Value }) => Value));
  const amazons = new Set(['AmazonProvidedDNS', '169.254.169.253', 'fd00:ec2::253', resolverOf(vpc)]);
  return { all, amazon: all.filter((one) => amazons.has(one)), own: all.filter((one) => !amazons.has(one)) };
}

/** Amazon's resolver at the base of the VPC's first range plus two. Source: VPC User Guide, "Amazon DNS server". */
function resolverOf({ CidrBlock }: Vpc): string {
  const cidr = parseCidr(CidrBlock ?? '');
  if (!cidr) return '';
  const { family, from } = rangeOfCidr(cidr);
  return formatRange({ family, from: from + 2n, to: from + 2n });
}

/** Whether this host's own lookup is known to have failed: one that was cut short, or broke by itself, shows nothing. */
export const isLookupFailed = ({ system: { outcome } }: ServiceDns): boolean =>
  outcome !== 'answered' && outcome !== 'unfinished' && outcome !== 'failed';

/** Where the record or rule may be that answers for the name. */
export const looksAtZones = (vpc: CheckInputs['vpc'] | undefined, target: Target): readonly Look[] => [
  ...(vpc ? [listHostedZones(vpc.VpcId, target)] : []),
  lookAt('Read the Resolver rules and DNS Firewall rule groups of the VPC'),
];
