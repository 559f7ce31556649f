/** Who may reach an endpoint. */
export interface Admitted {
  readonly groups: readonly string[];
  readonly cidrs?: readonly string[];
  readonly prefixListIds?: readonly string[];
}

const HTTPS = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 } as const;

/** Inbound rules of an endpoint's group, one for each source. */
export const httpsFrom = ({ groups, cidrs = [], prefixListIds = [] }: Admitted) => [
  ...groups.map((sourceSecurityGroupId) => ({ ...HTTPS, sourceSecurityGroupId })),
  ...cidrs.map((cidr) => ({ ...HTTPS, ...(cidr.includes(':') ? { cidrIpv6: cidr } : { cidrIp: cidr }) })),
  ...prefixListIds.map((sourcePrefixListId) => ({ ...HTTPS, sourcePrefixListId })),
];

/** An endpoint never begins a connection; without any outbound rule its group would get EC2's own, which lets everything out. */
export const httpsTo = (cidrIp: string) => ({ ...HTTPS, cidrIp });
