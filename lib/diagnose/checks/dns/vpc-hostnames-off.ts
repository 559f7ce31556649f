import { turnOnDnsAttribute } from '../../steps/names.ts';
import { privateDnsCheck } from '../support/private-dns-check.ts';
import { RESOLVES_ELSEWHERE_EXPLAINS } from '../support/wrong-address.ts';

/**
 * Private DNS of endpoints needs both DNS attributes of the VPC. enableDnsHostnames is off by default in every VPC but the
 * default one, and the service's name then resolves to public addresses.
 * Source: VPC User Guide, "DNS attributes for your VPC"; PrivateLink guide, private DNS.
 */
export default privateDnsCheck({
  code: 'dns/vpc-hostnames-off',
  title: "DNS hostnames are off for the VPC, so private DNS doesn't work",
  healthy: 'DNS hostnames are on for the VPC',
  setting: 'vpcDnsAttributes',
  isOff: ({ vpcDnsAttributes }) => !vpcDnsAttributes.enableDnsHostnames,
  summary: ({ vpc }) => `enableDnsHostnames is off for ${vpc.VpcId}, so private DNS of its endpoints has no effect.`,
  resource: ({ vpc }) => vpc.VpcId,
  explains: RESOLVES_ELSEWHERE_EXPLAINS,
  evidence: () => ({ fact: 'vpcDnsAttributes', path: 'enableDnsHostnames', shows: 'enableDnsHostnames: false' }),
  step: (read, vpcEndpoints) => turnOnDnsAttribute('hostnames', read, vpcEndpoints),
});
