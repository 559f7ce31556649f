import type { VpcEndpoint } from '@aws-sdk/client-ec2';
import type { Subnet } from '../../lib/model/aws.ts';
import { isLiving, isService } from '../../lib/model/vpc-endpoint.ts';
import { SERVICE } from '../../lib/services/index.ts';
import type { ReadNetwork } from './read-network.ts';
import type { LookupRequest } from './request.ts';

/** Why a deployment here cannot work, in one sentence; null where nothing speaks against it. */
export function preflightProblem(request: LookupRequest, network: ReadNetwork): string | null {
  return (
    missingSubnet(request, network) ??
    (request.VpcEndpointId === undefined ? againstOwn(request, network) : againstExisting(request, network))
  );
}

function missingSubnet({ SubnetIds, ClientSubnetIds }: LookupRequest, { subnets }: ReadNetwork): string | null {
  const missing = [...SubnetIds, ...ClientSubnetIds].find((id) => !subnets.some((one) => one.SubnetId === id));
  return missing === undefined ? null : `There is no subnet ${missing} in this account and Region.`;
}

function againstOwn(request: LookupRequest, { subnets, dnsAttributes, endpointsOfVpc }: ReadNetwork): string | null {
  const [first] = subnets;
  const stranger = subnets.find((subnet) => subnet.VpcId !== first?.VpcId);
  if (first && stranger)
    return `Subnets of two VPCs were given: ${first.SubnetId} is in ${first.VpcId}, ${stranger.SubnetId} in ${stranger.VpcId}. Endpoint and workloads are in one.`;
  for (const [attribute, isOn] of Object.entries(dnsAttributes ?? {})) {
    if (!isOn)
      return `Private DNS needs ${attribute}, which is off in ${first?.VpcId}: aws ec2 modify-vpc-attribute --vpc-id ${first?.VpcId} --${kebab(attribute)} '{"Value":true}'`;
  }
  return twoInOneZone(request, subnets) ?? conflictingEndpointIn(endpointsOfVpc, request.OwnName);
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function twoInOneZone({ SubnetIds }: LookupRequest, subnets: readonly Subnet[]): string | null {
  const own = subnets.filter((subnet) => SubnetIds.includes(subnet.SubnetId));
  for (const [index, subnet] of own.entries()) {
    const other = own.slice(index + 1).find((one) => one.AvailabilityZoneId === subnet.AvailabilityZoneId);
    if (other)
      return `An endpoint takes one subnet in each Availability Zone: ${subnet.SubnetId} and ${other.SubnetId} are both in ${subnet.AvailabilityZone}.`;
  }
  return null;
}

/** Two endpoints of one service cannot both have private DNS in one VPC. */
function conflictingEndpointIn(endpoints: readonly VpcEndpoint[], ownName: string): string | null {
  const conflicting = endpoints.find(
    ({ ServiceName, PrivateDnsEnabled, State, Tags = [] }) =>
      isService(ServiceName, SERVICE.endpointServices.ordinary) &&
      PrivateDnsEnabled === true &&
      isLiving({ State }) &&
      !Tags.some((tag) => tag.Key === 'Name' && tag.Value === ownName),
  );
  return conflicting === undefined
    ? null
    : `${conflicting.VpcEndpointId} already has private DNS for ${SERVICE.name} in ${conflicting.VpcId}, and one VPC takes one: name it as "existingEndpoint" instead.`;
}

function againstExisting(request: LookupRequest, { subnets, endpoint }: ReadNetwork): string | null {
  const { VpcEndpointId, SubnetIds, ClientSubnetIds } = request;
  const [first, ...others] = subnets.filter((subnet) => ClientSubnetIds.includes(subnet.SubnetId));
  const stranger = others.find((subnet) => subnet.VpcId !== first?.VpcId);
  if (first && stranger)
    return `Verifiers in two VPCs were asked for: ${first.SubnetId} is in ${first.VpcId}, ${stranger.SubnetId} in ${stranger.VpcId}. Deploy one stack for each.`;
  if (!endpoint) return `There is no endpoint ${VpcEndpointId} in this account and Region.`;
  if (!isService(endpoint.ServiceName, SERVICE.endpointServices.ordinary))
    return `${VpcEndpointId} serves ${endpoint.ServiceName}, and not ${SERVICE.name}.`;
  if (SubnetIds.length > 0 && first && first.VpcId !== endpoint.VpcId)
    return `An ec2 endpoint is made beside ${VpcEndpointId}, in ${endpoint.VpcId}, and would not serve verifiers in ${first.VpcId}: leave "ec2Endpoint" out.`;
  const outside = subnets.find(({ SubnetId, VpcId }) => SubnetIds.includes(SubnetId) && VpcId !== endpoint.VpcId);
  return outside === undefined
    ? null
    : `An ec2 endpoint is made beside ${VpcEndpointId}, in ${endpoint.VpcId}: ${outside.SubnetId} is in ${outside.VpcId}.`;
}
