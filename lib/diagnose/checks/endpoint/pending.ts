import { endpointStateCheck, lookAtEndpoint } from '../support/endpoint-state-check.ts';

/**
 * An endpoint that is being created or modified is `pending` for minutes. If it takes longer, something is holding it up.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default endpointStateCheck({
  code: 'endpoint/pending',
  title: "The endpoint isn't ready yet",
  healthy: "the endpoint isn't being created or changed",
  states: ['pending'],
  severity: 'blocking',
  isTransient: true,
  means: "it's being created or changed, and may not answer calls until it's available",
  repair: (endpoint, target) => ({
    steps: [],
    looks: lookAtEndpoint('Wait a few minutes, check its state, and run this again', endpoint, target),
  }),
});
