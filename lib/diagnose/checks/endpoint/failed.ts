import { createEndpointSomehow } from '../../steps/names.ts';
import { endpointStateCheck, lookAtEndpoint } from '../support/endpoint-state-check.ts';

/**
 * EC2 couldn't create the endpoint, and says why in LastError: no free address in a subnet, a zone that the service doesn't have.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default endpointStateCheck({
  code: 'endpoint/failed',
  title: "The endpoint couldn't be created",
  healthy: 'the endpoint was created',
  states: ['failed'],
  severity: 'blocking',
  means: "it couldn't be created, and will never answer a call",
  repair: (endpoint, target) => ({
    steps: createEndpointSomehow("Repair what the endpoint's LastError names, and recreate the endpoint"),
    looks: lookAtEndpoint("Read the endpoint's LastError", endpoint, target),
  }),
});
