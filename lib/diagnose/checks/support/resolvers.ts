import type { DhcpOptions, Vpc } from '../../../model/aws.ts';
import type { ServiceDns } from '../../../model/dns.ts';
import { parseCidr } from '../../../net/cidr.ts';
import { formatRange, rangeOfCidr } from '../../../net/range.ts';

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
