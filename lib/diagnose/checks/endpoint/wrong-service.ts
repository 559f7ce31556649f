import { defineCheck } from '../../../model/check.ts';
import { servesTarget } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { lookAt } from '../../looks.ts';
import { createEndpointSomehow } from '../../steps/names.ts';
import { RESOLVES_ELSEWHERE_EXPLAINS } from '../support/wrong-address.ts';

/**
 * The endpoint that was named is for another service. Its private DNS answers for that service's name, and the name under
 * test stays public.
 * Source: PrivateLink guide, "AWS services that integrate with AWS PrivateLink".
 */
export default defineCheck({
  code: 'endpoint/wrong-service',
  title: 'The endpoint is for another service',
  healthy: `the endpoint is for ${SERVICE.name}`,
  needs: ['vpcEndpoints', 'expectedEndpoint', 'target'],
  wants: ['endpointService'],
  evaluate({ vpcEndpoints, expectedEndpoint, target, endpointService }) {
    if (expectedEndpoint === null) return 'not-applicable';
    const { VpcEndpointId, ServiceName } = expectedEndpoint;
    if (ServiceName === undefined) return { undecided: `which service ${VpcEndpointId} is for isn't known` };
    if (servesTarget(ServiceName, target)) return 'ok';
    const right =
      endpointService?.serviceName ??
      `com.amazonaws.${target.region}.${target.host.slice(0, target.host.indexOf('.'))}`;
    const at = vpcEndpoints.findIndex((one) => one.VpcEndpointId === VpcEndpointId);
    return [
      {
        summary: `${VpcEndpointId} is an endpoint for ${ServiceName}; ${target.host} needs one for ${right}.`,
        severity: 'degrading',
        on: 'all',
        explains: RESOLVES_ELSEWHERE_EXPLAINS,
        resources: [VpcEndpointId],
        evidence: [{ fact: 'vpcEndpoints', path: `[${at}].ServiceName`, shows: `ServiceName: ${ServiceName}` }],
        steps: createEndpointSomehow(`Create an interface endpoint for ${right} in this VPC`),
        looks: [lookAt('Check whether the VPC already has the right endpoint; if it does, pass its id')],
      },
    ];
  },
});
