/** STS as its names in a Region say it; those of other hosts are no endpoint service's. */
const STS_HOST = /^(?<service>sts(?:-fips)?)\.(?<region>[a-z]+(?:-[a-z]+)+-\d+)\.[a-z0-9.-]+$/;

/** The Region whose STS a host is; null for the global name, and for any other host. */
export const stsRegionOf = (host: string | null): string | null => STS_HOST.exec(host ?? '')?.groups?.region ?? null;

/**
 * The endpoint service whose private DNS serves an STS host; null where no such service is known. In China, and there alone, its name begins
 * differently. Source: AWS PrivateLink Guide, "AWS services that integrate with AWS PrivateLink"; aws-cdk-lib, `InterfaceVpcEndpointAwsService`.
 */
export function stsEndpointService(host: string | null): string | null {
  const { service, region } = STS_HOST.exec(host ?? '')?.groups ?? {};
  if (!service || !region) return host === 'sts.amazonaws.com' ? 'com.amazonaws.us-east-1.sts' : null;
  return `${region.startsWith('cn-') ? 'cn.' : ''}com.amazonaws.${region}.${service}`;
}

/** That of the API which EKS Pod Identity's agent asks. */
export const eksAuthEndpointService = (region: string): string =>
  region.startsWith('cn-') ? `the service whose name ends in .${region}.eks-auth` : `com.amazonaws.${region}.eks-auth`;

/** Its name, which has addresses of both families. */
export const eksAuthHost = (region: string): string =>
  `eks-auth.${region}.api.${region.startsWith('cn-') ? 'amazonwebservices.com.cn' : 'aws'}`;
