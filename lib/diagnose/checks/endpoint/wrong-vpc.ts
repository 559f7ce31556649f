import { defineCheck } from '../../../model/check.ts';
import { changeAnswer, createEndpointSomehow } from '../../steps/names.ts';
import { effectOnName, unlessHostedZone } from '../support/name-effect.ts';
import { RESOLVES_ELSEWHERE_EXPLAINS } from '../support/wrong-address.ts';

/**
 * The endpoint is in a different VPC from the client, and has private DNS on, which only works in its own VPC; here the name stays
 * public, unless a private hosted zone or a Route 53 profile is associated. If one is, this is a hub and no fault.
 * Source: PrivateLink guide, private DNS; Route 53 Developer Guide, "Working with private hosted zones".
 */
export default defineCheck({
  code: 'endpoint/wrong-vpc',
  title: 'The endpoint is in a different VPC from the client',
  healthy: "the endpoint is in the client's VPC, or the service's name resolves to it",
  needs: ['vpcEndpoints', 'expectedEndpoint', 'vpc', 'target'],
  wants: ['conflictingEndpoint', 'serviceDns', 'paths'],
  evaluate({ vpcEndpoints, expectedEndpoint, vpc, target, conflictingEndpoint, serviceDns, paths }) {
    if (!expectedEndpoint?.VpcId) return 'not-applicable';
    const { VpcEndpointId, VpcId } = expectedEndpoint;
    if (VpcId === vpc.VpcId) return 'ok';
    // A hub's is shared by a hosted zone, and dns/phz-not-associated says whether one is missing; where another endpoint has the
    // name here, endpoint/duplicate says so.
    if (expectedEndpoint.PrivateDnsEnabled === false || conflictingEndpoint) return 'not-applicable';
    const effect = effectOnName(serviceDns, paths);
    if (effect.kind === 'harmless') return 'ok';
    const at = vpcEndpoints.findIndex((one) => one.VpcEndpointId === VpcEndpointId);
    const unless = effect.kind !== 'elsewhere' ? ' unless a private hosted zone or a Route 53 profile says so' : '';
    return [
      {
        summary: `${VpcEndpointId} is in ${VpcId}, but the client is in ${vpc.VpcId}, where ${target.host} doesn't resolve to the endpoint${unless}.`,
        severity: 'degrading',
        on: effect.kind === 'elsewhere' ? effect.on : 'all',
        explains: RESOLVES_ELSEWHERE_EXPLAINS,
        resources: [VpcEndpointId, VpcId, vpc.VpcId],
        evidence: [{ fact: 'vpcEndpoints', path: `[${at}].VpcId`, shows: `VpcId: ${VpcId}` }],
        ...unlessHostedZone(effect, { vpc, target }),
        steps: createEndpointSomehow(`Create an endpoint in ${vpc.VpcId}`),
        alternatives: [
          changeAnswer(
            `To share this endpoint, associate a private hosted zone for ${target.host} with ${vpc.VpcId}, and route between the VPCs`,
            ['route53:AssociateVPCWithHostedZone', 'ec2:CreateRoute'],
          ),
        ],
      },
    ];
  },
});
