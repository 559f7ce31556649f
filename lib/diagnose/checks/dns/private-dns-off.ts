import { servesTarget } from '../../../model/target.ts';
import { turnOnPrivateDns } from '../../steps/names.ts';
import { privateDnsCheck } from '../support/private-dns-check.ts';
import { RESOLVES_ELSEWHERE_EXPLAINS } from '../support/wrong-address.ts';

/**
 * The endpoint is there, and its private DNS is off: only its own `vpce-…` names resolve to it, while the name that every SDK
 * calls still resolves to public addresses. Off is the default of several tools, and is right where a private hosted zone
 * does the work.
 * Source: PrivateLink guide, "Access AWS services through an interface VPC endpoint", private DNS.
 */
export default privateDnsCheck({
  code: 'dns/private-dns-off',
  title: 'Private DNS is off for the endpoint',
  healthy: 'private DNS is on for the endpoint',
  setting: 'expectedEndpoint',
  isOff: ({ expectedEndpoint, vpc, target }, vpcEndpoints) => {
    // An endpoint of another VPC does nothing for names here, whatever its setting.
    if (!expectedEndpoint || expectedEndpoint.VpcId !== vpc.VpcId) return null;
    if (expectedEndpoint.PrivateDnsEnabled === undefined)
      return { undecided: `whether private DNS is on for ${expectedEndpoint.VpcEndpointId} isn't known` };
    // Of two endpoints of a service in one VPC only one can have it, and then the name resolves to that one.
    const another = vpcEndpoints.some(
      (one) => one.VpcId === vpc.VpcId && one.PrivateDnsEnabled === true && servesTarget(one.ServiceName, target),
    );
    return !expectedEndpoint.PrivateDnsEnabled && !another;
  },
  summary: ({ expectedEndpoint, target }) =>
    `Private DNS is off for ${expectedEndpoint?.VpcEndpointId}, so ${target.host} doesn't resolve to it.`,
  resource: ({ expectedEndpoint }) => expectedEndpoint?.VpcEndpointId ?? '',
  whereUnseen: 'Unless a private hosted zone answers, programs get public addresses.',
  explains: RESOLVES_ELSEWHERE_EXPLAINS,
  evidence: ({ expectedEndpoint }, vpcEndpoints) => ({
    fact: 'vpcEndpoints',
    path: `[${vpcEndpoints.findIndex((one) => one.VpcEndpointId === expectedEndpoint?.VpcEndpointId)}].PrivateDnsEnabled`,
    shows: 'PrivateDnsEnabled: false',
  }),
  step: ({ expectedEndpoint, target }) =>
    turnOnPrivateDns(expectedEndpoint?.VpcEndpointId ?? 'VPC_ENDPOINT_ID', target.region),
});
