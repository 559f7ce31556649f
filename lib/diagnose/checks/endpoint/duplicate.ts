import { defineCheck } from '../../../model/check.ts';
import { movePrivateDns } from '../../steps/names.ts';
import { describePaths } from '../support/paths.ts';
import { RESOLVES_ELSEWHERE_EXPLAINS } from '../support/wrong-address.ts';

/**
 * Private DNS is on for another endpoint of the service in the client's VPC: calls by the service's name go there, and its groups and
 * policy decide. EC2 refuses private DNS on a second one in a VPC. Where the name resolves to the expected endpoint all the
 * same, nothing is wrong; where it resolves to public addresses, neither of them has it.
 * Source: EC2 API Reference, CreateVpcEndpoint, PrivateDnsEnabled.
 */
export default defineCheck({
  code: 'endpoint/duplicate',
  title: 'Another endpoint of the service has its name',
  healthy: "no other endpoint of the service has the name in the endpoint's place",
  needs: ['conflictingEndpoint', 'expectedEndpoint', 'vpcEndpoints', 'target'],
  wants: ['serviceDns', 'paths'],
  evaluate({ conflictingEndpoint: other, expectedEndpoint, vpcEndpoints, target, serviceDns, paths }) {
    if (!other || !expectedEndpoint) return 'ok';
    const isAsked = serviceDns !== undefined && serviceDns.system.outcome !== 'unfinished' && paths !== undefined;
    const own = new Set(other.NetworkInterfaceIds);
    const there = (paths ?? []).filter(
      ({ inDnsAnswer, networkInterfaceId }) =>
        inDnsAnswer && networkInterfaceId !== null && own.has(networkInterfaceId),
    );
    if (isAsked && there.length === 0) return 'not-applicable';
    const { VpcEndpointId, VpcId } = expectedEndpoint;
    const isElsewhere = VpcId !== other.VpcId;
    const at = (id: string) => vpcEndpoints.findIndex((one) => one.VpcEndpointId === id);
    const leads = isAsked ? `resolves to ${describePaths(there)} of` : 'belongs to';
    const why = isElsewhere ? `is in ${VpcId}` : 'has private DNS off';
    const state = /^available$/i.test(other.State ?? 'available') ? '' : ` It is ${other.State}.`;
    return [
      {
        summary: `${target.host} ${leads} ${other.VpcEndpointId}, which has private DNS on here; ${VpcEndpointId} ${why}. Calls meet the groups and the policy of ${other.VpcEndpointId}.${state}`,
        severity: 'degrading',
        on: isAsked ? there.map(({ id }) => id) : 'all',
        explains: RESOLVES_ELSEWHERE_EXPLAINS,
        resources: [other.VpcEndpointId, VpcEndpointId],
        evidence: [
          {
            fact: 'vpcEndpoints',
            path: `[${at(other.VpcEndpointId)}].PrivateDnsEnabled`,
            shows: `${other.VpcEndpointId}: PrivateDnsEnabled: true`,
          },
          isElsewhere
            ? { fact: 'vpcEndpoints', path: `[${at(VpcEndpointId)}].VpcId`, shows: `${VpcEndpointId}: VpcId: ${VpcId}` }
            : {
                fact: 'vpcEndpoints',
                path: `[${at(VpcEndpointId)}].PrivateDnsEnabled`,
                shows: `${VpcEndpointId}: PrivateDnsEnabled: false`,
              },
        ],
        // Which of the two is meant, their owner knows; what keeps the workload out of the one that has the name is a finding of its own.
        steps: [],
        ...(isElsewhere ? {} : { alternatives: [movePrivateDns(other.VpcEndpointId, VpcEndpointId)] }),
        looks: [
          {
            say: 'See which of the two is meant, by their groups and policies',
            run: [
              ...['aws', 'ec2', 'describe-vpc-endpoints', '--region', target.region],
              ...['--vpc-endpoint-ids', other.VpcEndpointId, VpcEndpointId],
              ...['--query', 'VpcEndpoints[].[VpcEndpointId,PrivateDnsEnabled,Groups[].GroupId,PolicyDocument]'],
            ],
            from: 'anywhere',
          },
        ],
      },
    ];
  },
});
