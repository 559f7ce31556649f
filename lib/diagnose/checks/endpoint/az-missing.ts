import { defineCheck } from '../../../model/check.ts';
import { listOf, shortList } from '../../../words/list-of.ts';
import { changeZones } from '../../steps/elsewhere.ts';
import { zonesOf } from '../support/zones.ts';

/**
 * The client runs in an Availability Zone where the endpoint has no interface: calls cross zones, cost more, and fail when the
 * other zone does. A zone that the service itself doesn't have can't be added.
 * Source: PrivateLink guide, "Subnets and Availability Zones"; Reachability Analyzer, VPCE_SERVICE_NOT_INSTALLED_IN_AZ.
 */
export default defineCheck({
  code: 'endpoint/az-missing',
  title: "The endpoint has no interface in the client's Availability Zone",
  healthy: 'the endpoint has an interface in every Availability Zone of the client',
  needs: ['vpcEndpoints', 'expectedEndpoint', 'subnets', 'source'],
  wants: ['endpointService'],
  evaluate({ vpcEndpoints, expectedEndpoint, subnets, source, endpointService }) {
    if (expectedEndpoint === null) return 'not-applicable';
    const { VpcEndpointId, SubnetIds } = expectedEndpoint;
    const own = zonesOf(SubnetIds, subnets);
    const clients = zonesOf(source.subnetIds, subnets);
    if (own === null || clients === null)
      return { undecided: "the client's zones and the endpoint's couldn't all be read" };
    const served = endpointService?.availabilityZones;
    const missing = clients.filter((zone) => !own.includes(zone) && (served?.includes(zone) ?? true));
    if (missing.length === 0) return 'ok';
    const at = vpcEndpoints.findIndex((one) => one.VpcEndpointId === VpcEndpointId);
    return [
      {
        summary: `The client is in ${listOf(clients)}, and ${VpcEndpointId} has interfaces in ${listOf(own)}: calls from ${listOf(missing)} cross zones.`,
        severity: 'advisory',
        on: 'all',
        resources: [VpcEndpointId],
        evidence: [{ fact: 'vpcEndpoints', path: `[${at}].SubnetIds`, shows: `SubnetIds: ${shortList(SubnetIds)}` }],
        steps: [
          changeZones(`Add a subnet in ${listOf(missing)} to the endpoint`, 'Remove the subnet from the endpoint'),
        ],
      },
    ];
  },
});
