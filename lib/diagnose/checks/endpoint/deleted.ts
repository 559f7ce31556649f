import { defineCheck } from '../../../model/check.ts';
import { servesTarget } from '../../../model/target.ts';
import { isLiving } from '../../../model/vpc-endpoint.ts';
import { listOf } from '../../../words/list-of.ts';
import { changeAnswer, createEndpointSomehow } from '../../steps/names.ts';
import { NOT_SERVING_EXPLAINS } from '../support/endpoint-state-check.ts';

/**
 * The endpoint is deleted or being deleted, or its own names are gone while the VPC has another one for the service: it was
 * recreated, and its id, names and addresses are new. Everything that still names the old one (a hosted zone, a policy with
 * aws:SourceVpce, the deployment of this verifier) is stale.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default defineCheck({
  code: 'endpoint/deleted',
  title: 'The endpoint has been deleted, or is being deleted',
  healthy: 'the endpoint still exists',
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
        summary: `${id} is ${isGoing ? expectedEndpoint?.State : 'no longer there'}${instead.length > 0 ? `; for this service, the VPC has ${listOf(instead)}` : ''}.`,
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
        steps:
          instead.length > 0
            ? [
                changeAnswer(
                  `Point everything that names ${id} to ${listOf(instead)}: hosted zones, policies with aws:SourceVpce, this verifier`,
                ),
              ]
            : createEndpointSomehow('Recreate the endpoint'),
      },
    ];
  },
});
