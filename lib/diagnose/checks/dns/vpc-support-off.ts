import { turnOnDnsAttribute } from '../../steps/names.ts';
import { privateDnsCheck } from '../support/private-dns-check.ts';
import { NO_ADDRESS_EXPLAINS, RESOLVES_ELSEWHERE_EXPLAINS } from '../support/wrong-address.ts';

/**
 * Without enableDnsSupport there is no Amazon resolver in the VPC: neither at its base address plus two nor at
 * 169.254.169.253, and nothing answers for the private DNS of endpoints. Which error programs get is not confirmed.
 * Source: VPC User Guide, "DNS attributes for your VPC".
 */
export default privateDnsCheck({
  code: 'dns/vpc-support-off',
  title: "The VPC's own DNS resolver is turned off",
  healthy: 'DNS support is on for the VPC',
  setting: 'vpcDnsAttributes',
  isOff: ({ vpcDnsAttributes }) => !vpcDnsAttributes.enableDnsSupport,
  summary: ({ vpc }) => `enableDnsSupport is off for ${vpc.VpcId}, so Amazon's resolver doesn't answer there.`,
  resource: ({ vpc }) => vpc.VpcId,
  explains: [...NO_ADDRESS_EXPLAINS, ...RESOLVES_ELSEWHERE_EXPLAINS, 'dns/resolver-silent'],
  evidence: () => ({ fact: 'vpcDnsAttributes', path: 'enableDnsSupport', shows: 'enableDnsSupport: false' }),
  step: (read, vpcEndpoints) => turnOnDnsAttribute('support', read, vpcEndpoints),
});
