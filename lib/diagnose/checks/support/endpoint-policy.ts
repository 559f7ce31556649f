import type { Fix } from '../../../model/problem.ts';
import type { Target } from '../../../model/run.ts';

/** How to see the policy of the endpoint that the call went through. */
export const readPolicy = ({ endpoint, region }: Target): Fix => ({
  say: 'Read the policy of the endpoint',
  run: [
    'aws',
    'ec2',
    'describe-vpc-endpoints',
    '--region',
    region,
    '--vpc-endpoint-ids',
    endpoint.vpcEndpointId ?? 'VPC_ENDPOINT_ID',
    '--query',
    'VpcEndpoints[].PolicyDocument',
  ],
});
