import { describeEndpointNow, endpointStateCheck } from '../support/endpoint-state-check.ts';

/**
 * EC2 could not make the endpoint, and says why in LastError: no free address in a subnet, a zone that the service does not have.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default endpointStateCheck({
  code: 'endpoint/failed',
  title: 'The endpoint could not be made',
  healthy: 'the endpoint was made',
  states: ['failed'],
  severity: 'blocking',
  means: 'it could not be made, and never serves',
  fixes: (endpoint, region) => [
    {
      say: "Read the endpoint's LastError, remove the reason and create the endpoint again",
      run: describeEndpointNow(endpoint, region),
    },
  ],
});
