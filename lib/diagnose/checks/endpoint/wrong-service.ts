import { defineCheck } from '../../../model/check.ts';
import { servesTarget } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { RESOLVES_ELSEWHERE_EXPLAINS } from '../support/wrong-address.ts';

/**
 * The endpoint that was named belongs to another service. Its private DNS answers that service's name, and the name
 * under test stays public.
 * Source: PrivateLink guide, "AWS services that integrate with AWS PrivateLink".
 */
export default defineCheck({
  code: 'endpoint/wrong-service',
  title: 'The endpoint belongs to another service',
  healthy: `the endpoint is ${SERVICE.name}'s`,
  needs: ['vpcEndpoints', 'expectedEndpoint', 'target'],
  wants: ['endpointService'],
  evaluate({ vpcEndpoints, expectedEndpoint, target, endpointService }) {
    if (expectedEndpoint === null) return 'not-applicable';
    const { VpcEndpointId, ServiceName } = expectedEndpoint;
    if (ServiceName === undefined || servesTarget(ServiceName, target)) return 'ok';
    const right =
      endpointService?.serviceName ??
      `com.amazonaws.${target.region}.${target.host.slice(0, target.host.indexOf('.'))}`;
    const at = vpcEndpoints.findIndex((one) => one.VpcEndpointId === VpcEndpointId);
    return [
      {
        summary: `${VpcEndpointId} is an endpoint of ${ServiceName}; ${target.host} is served by ${right}.`,
        severity: 'degrading',
        on: 'all',
        explains: RESOLVES_ELSEWHERE_EXPLAINS,
        resources: [VpcEndpointId],
        evidence: [{ fact: 'vpcEndpoints', path: `[${at}].ServiceName`, shows: `ServiceName: ${ServiceName}` }],
        fixes: [
          {
            say: `Create an interface endpoint of ${right} in this VPC, with private DNS; or name the right one, if it exists`,
          },
        ],
      },
    ];
  },
});
