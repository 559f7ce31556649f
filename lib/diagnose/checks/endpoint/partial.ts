import { changeZones } from '../../steps/elsewhere.ts';
import { endpointStateCheck, lookAtEndpoint } from '../support/endpoint-state-check.ts';

/**
 * Some of the endpoint's subnets have no interface: no free address, or a zone with trouble. What `partial` means is documented thinly.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default endpointStateCheck({
  code: 'endpoint/partial',
  title: "Some of the endpoint's network interfaces are missing",
  healthy: 'the endpoint is complete',
  states: ['partial'],
  severity: 'degrading',
  means: 'some of its subnets seem to have no working network interface',
  repair: (endpoint, target) => ({
    steps: [
      changeZones(
        'Remove the subnet that has no interface from the endpoint, and add it back',
        'Not needed: that subnet had no interface',
      ),
    ],
    looks: lookAtEndpoint("Compare the endpoint's subnets with its network interfaces", endpoint, target),
  }),
});
