import type { Subnet } from '../../../model/aws.ts';
import { defineCheck } from '../../../model/check.ts';
import { servesTarget } from '../../../model/target.ts';
import { SERVICE } from '../../../services/index.ts';
import { listOf } from '../../../words/list-of.ts';
import { networkOf } from '../../network-of.ts';
import { createEndpoint } from '../../steps/names.ts';
import { effectOnName, unlessHostedZone } from '../support/name-effect.ts';
import { waysOutOf } from '../support/way-out-note.ts';
import { RESOLVES_ELSEWHERE_EXPLAINS } from '../support/wrong-address.ts';

/**
 * The client's VPC has no endpoint for the service, so its name resolves to public addresses. Where it resolves to private
 * ones all the same, the endpoint is in another VPC, and a private hosted zone says so: that is a pattern and no fault.
 * Source: PrivateLink guide, "Access AWS services through an interface VPC endpoint".
 */
export default defineCheck({
  code: 'dns/endpoint-absent',
  title: 'The VPC has no endpoint for the service',
  healthy: 'the VPC has an endpoint for the service',
  needs: ['vpcEndpoints', 'expectedEndpoint', 'vpc', 'target'],
  wants: ['serviceDns', 'paths', 'routeTables', 'subnets', 'source', 'endpointService'],
  evaluate({ vpcEndpoints, expectedEndpoint, vpc, target, serviceDns, paths, source, endpointService, ...read }) {
    if (expectedEndpoint || vpcEndpoints.some((one) => servesTarget(one.ServiceName, target))) return 'ok';
    const effect = effectOnName(serviceDns, paths);
    if (effect.kind === 'harmless') return 'not-applicable';
    const names = vpcEndpoints.flatMap((one) => one.ServiceName?.split(`.${target.region}.`).at(-1) ?? []);
    const beside = names.length > 0 ? ` It has endpoints for ${listOf([...new Set(names)])}.` : '';
    // With no way out of the VPC, no other VPC's endpoint can be meant, and no public address can be reached.
    const ways = source && waysOutOf(source, networkOf(read));
    const named = target.endpoint.vpcEndpointId;
    const { region } = target;
    const subnetIds = onePerZone(source?.subnetIds ?? [], read.subnets ?? [], endpointService?.availabilityZones);
    const service = endpointService?.serviceName ?? `com.amazonaws.${region}.${SERVICE.endpointServices.ordinary}`;
    const isCertain = effect.kind === 'unseen' && ways?.areNone === true && !named;
    const note = ways?.note ? ` ${ways.note}` : '';
    return [
      {
        summary: `${named ? `${named} isn't among the visible endpoints, and ` : ''}${vpc.VpcId} has no endpoint for ${SERVICE.name}.${beside}${note}`,
        severity: isCertain ? 'blocking' : 'degrading',
        on: effect.kind === 'elsewhere' ? effect.on : 'all',
        explains: RESOLVES_ELSEWHERE_EXPLAINS,
        resources: [vpc.VpcId],
        evidence: [
          {
            fact: 'vpcEndpoints',
            path: '',
            shows: `${vpcEndpoints.length} endpoints in ${vpc.VpcId}, none for the service`,
          },
        ],
        ...(isCertain ? {} : unlessHostedZone(effect, { vpc, target })),
        ...(ways && ways.alternatives.length > 0 ? { alternatives: ways.alternatives } : {}),
        steps: createEndpoint(service, { vpcId: vpc.VpcId, subnetIds }, region),
      },
    ];
  },
});

/** EC2 takes one subnet in each Availability Zone, and only zones that the service is in. */
function onePerZone(
  ids: readonly string[],
  subnets: readonly Subnet[],
  zones: readonly string[] = [],
): readonly string[] {
  const zoneOf = (id: string) => subnets.find(({ SubnetId }) => SubnetId === id)?.AvailabilityZone;
  const served = ids.filter((id) => zones.length === 0 || zones.includes(zoneOf(id) ?? zones[0] ?? ''));
  const chosen = [...new Map(served.toReversed().map((id) => [zoneOf(id) ?? id, id])).values()].toReversed();
  return chosen.length > 0 ? chosen : ['SUBNET_ID'];
}
