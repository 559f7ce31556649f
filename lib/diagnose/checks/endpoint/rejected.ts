import { endpointStateCheck } from '../support/endpoint-state-check.ts';

/**
 * AWS's own services do not reject. One that was rejected, or expired while it waited, is for a service of somebody's own.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default endpointStateCheck({
  code: 'endpoint/rejected',
  title: 'The endpoint was rejected or has expired',
  healthy: 'the endpoint is neither rejected nor expired',
  states: ['rejected', 'expired'],
  severity: 'blocking',
  means: 'its connection to the service was refused, and it never serves',
  fixes: () => [{ say: 'Delete the endpoint and create it for the service of AWS' }],
});
