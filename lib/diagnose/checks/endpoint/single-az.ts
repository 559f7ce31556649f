import { defineCheck } from '../../../model/check.ts';
import { shortList } from '../../../words/list-of.ts';
import { changeZones } from '../../steps/elsewhere.ts';
import { zonesOf } from '../support/zones.ts';

/**
 * All of the endpoint's interfaces are in one Availability Zone: when that zone fails, no workload in the VPC reads a secret.
 * One zone costs half as much as two, and is a fair choice outside production.
 * Source: PrivateLink guide, "Subnets and Availability Zones".
 */
export default defineCheck({
  code: 'endpoint/single-az',
  title: 'The endpoint is in only one Availability Zone',
  healthy: 'the endpoint has interfaces in several Availability Zones',
  needs: ['vpcEndpoints', 'expectedEndpoint', 'subnets'],
  evaluate({ vpcEndpoints, expectedEndpoint, subnets }) {
    if (expectedEndpoint === null) return 'not-applicable';
    const { VpcEndpointId, SubnetIds } = expectedEndpoint;
    const zones = zonesOf(SubnetIds, subnets);
    if (zones === null) return { undecided: `not all subnets of ${VpcEndpointId} could be read` };
    const [zone, ...others] = zones;
    if (others.length > 0) return 'ok';
    const at = vpcEndpoints.findIndex((one) => one.VpcEndpointId === VpcEndpointId);
    return [
      {
        summary: `${VpcEndpointId} has interfaces in ${zone} only: if that zone fails, the VPC loses its path to its secrets.`,
        severity: 'advisory',
        on: 'all',
        resources: [VpcEndpointId],
        evidence: [{ fact: 'vpcEndpoints', path: `[${at}].SubnetIds`, shows: `SubnetIds: ${shortList(SubnetIds)}` }],
        steps: [
          changeZones(
            'Add a subnet in another Availability Zone to the endpoint, if the workload must survive the loss of a zone',
            'Remove the subnet from the endpoint',
          ),
        ],
      },
    ];
  },
});
