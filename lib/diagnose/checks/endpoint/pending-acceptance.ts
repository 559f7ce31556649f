import { SERVICE } from '../../../services/index.ts';
import { endpointStateCheck } from '../support/endpoint-state-check.ts';

/**
 * AWS's own services accept connections by themselves. One that waits is for an endpoint service of somebody's own.
 * Source: EC2 API Reference, VpcEndpoint, State.
 */
export default endpointStateCheck({
  code: 'endpoint/pending-acceptance',
  title: 'The endpoint waits for somebody to accept it',
  healthy: 'the endpoint waits for no acceptance',
  states: ['pendingacceptance'],
  severity: 'blocking',
  means: "AWS services accept by themselves, so that this is an endpoint of somebody's own service",
  fixes: (_, region) => [
    {
      say: `Create the endpoint for AWS's own service, com.amazonaws.${region}.${SERVICE.endpointServices.ordinary}, and delete this one`,
    },
  ],
});
