import { defineCheck } from '../../../model/check.ts';
import { servesTarget } from '../../../model/target.ts';
import { isLiving } from '../../../model/vpc-endpoint.ts';
import { listOf } from '../../../words/list-of.ts';
import { NOT_SERVING_EXPLAINS } from '../support/endpoint-state-check.ts';

/**
 * The endpoint that was named is being deleted, or its own names are gone while the VPC has another one of the service: it was made again,
 * and its id, names and addresses are new. Whatever still names the old one (a hosted zone, a policy with aws:SourceVpce, the
 * deployment of this verifier) is stale.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default defineCheck({
  code: 'endpoint/deleted',
  title: 'The endpoint that was named is gone',
  healthy: 'the endpoint is not deleted',
  needs: ['vpcEndpoints', 'expectedEndpoint', 'target'],
  wants: ['secret'],
  evaluate({ vpcEndpoints, expectedEndpoint, target, secret }) {
    const named = target.endpoint.vpcEndpointId;
    const others = vpcEndpoints.filter(
      (one) => one !== expectedEndpoint && isLiving(one) && servesTarget(one.ServiceName, target),
    );
    const isGoing = /^delet/i.test(expectedEndpoint?.State ?? '');
    const isGone = expectedEndpoint === null && named !== undefined && others.length > 0;
    if (!isGoing && !isGone) return 'ok';
    const id = expectedEndpoint?.VpcEndpointId ?? named ?? '';
    const instead = others.map((one) => one.VpcEndpointId);
    return [
      {
        summary: `${id} is ${isGoing ? expectedEndpoint?.State : 'not among the endpoints that can be seen'}${instead.length > 0 ? `; the VPC has ${listOf(instead)} of the service` : ''}.`,
        severity: isGoing && instead.length === 0 && secret?.outcome !== 'read' ? 'blocking' : 'degrading',
        on: 'all',
        explains: isGoing ? NOT_SERVING_EXPLAINS : ['dns/private-not-endpoint'],
        resources: [id, ...instead],
        evidence: [
          {
            fact: 'vpcEndpoints',
            path: '',
            shows: isGoing ? `State: ${expectedEndpoint?.State}` : `no ${id} among ${vpcEndpoints.length} endpoints`,
          },
        ],
        fixes: [
          {
            say:
              instead.length > 0
                ? `Name ${listOf(instead)} wherever ${id} is named: hosted zones, policies with aws:SourceVpce, this verifier`
                : 'Create the endpoint again, with private DNS',
          },
        ],
      },
    ];
  },
});
