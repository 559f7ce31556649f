import { createEndpointSomehow } from '../../steps/names.ts';
import { endpointStateCheck } from '../support/endpoint-state-check.ts';

/**
 * AWS's own services don't reject connections. An endpoint that was rejected, or expired while it waited, is for a service that
 * AWS doesn't run.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default endpointStateCheck({
  code: 'endpoint/rejected',
  title: 'The endpoint was rejected or has expired',
  healthy: 'the endpoint is neither rejected nor expired',
  states: ['rejected', 'expired'],
  severity: 'blocking',
  means: 'its connection to the service was refused, and it will never answer a call',
  repair: () => ({
    steps: createEndpointSomehow("Create an endpoint for AWS's own service in place of this one"),
  }),
});
