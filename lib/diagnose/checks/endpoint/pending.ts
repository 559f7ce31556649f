import { describeEndpointNow, endpointStateCheck } from '../support/endpoint-state-check.ts';

/**
 * An endpoint that is being made or modified is `pending` for minutes. Longer than that, something holds it.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default endpointStateCheck({
  code: 'endpoint/pending',
  title: 'The endpoint is not ready yet',
  healthy: 'the endpoint is past its creation',
  states: ['pending'],
  severity: 'blocking',
  isTransient: true,
  means: 'it is being made or changed, and does not serve before it is available',
  fixes: (endpoint, region) => [
    { say: 'Wait some minutes and run this again', run: describeEndpointNow(endpoint, region) },
  ],
});
