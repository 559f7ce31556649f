/** Who may reach an endpoint. */
export interface Admitted {
  readonly groups: readonly string[];
}

const HTTPS = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 } as const;

/** Inbound rules of an endpoint's group, one for each source. */
export const httpsFrom = ({ groups }: Admitted) =>
  groups.map((sourceSecurityGroupId) => ({ ...HTTPS, sourceSecurityGroupId }));

/** An endpoint never begins a connection; without any outbound rule its group would get EC2's own, which lets everything out. */
export const httpsTo = (cidrIp: string) => ({ ...HTTPS, cidrIp });
