import { SERVICE } from '../../../services/index.ts';
import { createEndpointSomehow } from '../../steps/names.ts';
import { endpointStateCheck } from '../support/endpoint-state-check.ts';

/**
 * AWS's own services accept connections automatically. An endpoint that waits is for an endpoint service that AWS doesn't run.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default endpointStateCheck({
  code: 'endpoint/pending-acceptance',
  title: 'The endpoint is waiting to be accepted',
  healthy: "the endpoint isn't waiting to be accepted",
  states: ['pendingacceptance'],
  severity: 'blocking',
  means: "AWS's own services accept automatically, so this endpoint is for a service that AWS doesn't run",
  repair: (_, { region }) => ({
    steps: createEndpointSomehow(
      `Create an endpoint for AWS's own service, com.amazonaws.${region}.${SERVICE.endpointServices.ordinary}, in place of this one`,
    ),
  }),
});
