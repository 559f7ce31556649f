import type { Target } from '../../../model/run.ts';
import type { Look } from '../../../model/step.ts';
import { describeEndpoint } from '../../looks.ts';

/** How to see the policy of the endpoint that the call went through. */
export const readPolicy = (target: Target): readonly Look[] =>
  describeEndpoint("Read the endpoint's policy", target, 'VpcEndpoints[].PolicyDocument');
