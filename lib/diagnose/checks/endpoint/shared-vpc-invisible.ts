import { defineCheck } from '../../../model/check.ts';
import { servesTarget } from '../../../model/target.ts';
import { invisibleIn } from '../../expected-endpoint.ts';

/**
 * In a VPC that another account shares, a participant can use the endpoints but can't describe them: an empty list doesn't
 * prove that there is none. Never a failure: what packets show still holds.
 * Source: PrivateLink guide, "Shared subnets"; Secrets Manager User Guide, "Using an AWS Secrets Manager VPC endpoint".
 */
export default defineCheck({
  code: 'endpoint/shared-vpc-invisible',
  title: "The endpoint is in another account's shared VPC, and can't be seen from here",
  healthy: 'this account can see the endpoint',
  needs: ['vpcEndpoints', 'vpc', 'caller', 'target'],
  evaluate({ vpcEndpoints, vpc, caller, target }) {
    const owner = vpc.OwnerId;
    if (owner === undefined || owner === caller.accountId) return 'not-applicable';
    if (vpcEndpoints.some((one) => servesTarget(one.ServiceName, target))) return 'ok';
    return { undecided: invisibleIn(owner) };
  },
});
