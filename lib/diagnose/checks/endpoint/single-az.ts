import { defineCheck } from '../../../model/check.ts';
import { shortList } from '../../../words/list-of.ts';
import { zonesOf } from '../support/zones.ts';

/**
 * All of the endpoint's interfaces are in one Availability Zone: when that zone fails, no workload of the VPC reads a secret.
 * It halves the cost, and is a fair choice outside production.
 * Source: PrivateLink guide, "Subnets and Availability Zones".
 */
export default defineCheck({
  code: 'endpoint/single-az',
  title: 'The endpoint is in one Availability Zone alone',
  healthy: 'the endpoint is in several Availability Zones',
  needs: ['vpcEndpoints', 'expectedEndpoint', 'subnets'],
  evaluate({ vpcEndpoints, expectedEndpoint, subnets }) {
    if (expectedEndpoint === null) return 'not-applicable';
    const { VpcEndpointId, SubnetIds } = expectedEndpoint;
    const zones = zonesOf(SubnetIds, subnets);
    if (zones === null) return { undecided: `the subnets of ${VpcEndpointId} were not all read` };
    const [zone, ...others] = zones;
    if (others.length > 0) return 'ok';
    const at = vpcEndpoints.findIndex((one) => one.VpcEndpointId === VpcEndpointId);
    return [
      {
        summary: `${VpcEndpointId} has interfaces in ${zone} alone: if that zone fails, the VPC has no path to its secrets.`,
        severity: 'advisory',
        on: 'all',
        resources: [VpcEndpointId],
        evidence: [{ fact: 'vpcEndpoints', path: `[${at}].SubnetIds`, shows: `SubnetIds: ${shortList(SubnetIds)}` }],
        fixes: [
          { say: 'Add a subnet of another Availability Zone to the endpoint, where the workload matters that much' },
        ],
      },
    ];
  },
});
