import { describeEndpointNow, endpointStateCheck } from '../support/endpoint-state-check.ts';

/**
 * A part of the endpoint's subnets has no interface: no free address, or a zone that is out of order. What `partial` means is documented thinly.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default endpointStateCheck({
  code: 'endpoint/partial',
  title: 'The endpoint lacks some of its network interfaces',
  healthy: 'the endpoint has all of its network interfaces',
  states: ['partial'],
  severity: 'degrading',
  means: 'some of its subnets seem to have no network interface that works',
  fixes: (endpoint, region) => [
    {
      say: "Compare the endpoint's subnets with its network interfaces, and add the missing subnet again",
      run: describeEndpointNow(endpoint, region),
    },
  ],
});
