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
    return `The subnets are in two VPCs: ${first.SubnetId} is in ${first.VpcId}, ${stranger.SubnetId} in ${stranger.VpcId}. The endpoint and its workloads must share one.`;
  for (const [attribute, isOn] of Object.entries(dnsAttributes ?? {})) {
    if (!isOn)
      return `Private DNS needs ${attribute}, which is off in ${first?.VpcId}. Turn it on: aws ec2 modify-vpc-attribute --vpc-id ${first?.VpcId} --${kebab(attribute)} '{"Value":true}'`;
  }
  return twoInOneZone(request, subnets) ?? conflictingEndpointIn(endpointsOfVpc, request.OwnName);
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function twoInOneZone({ SubnetIds }: LookupRequest, subnets: readonly Subnet[]): string | null {
  const own = subnets.filter((subnet) => SubnetIds.includes(subnet.SubnetId));
  for (const [index, subnet] of own.entries()) {
    const other = own.slice(index + 1).find((one) => one.AvailabilityZoneId === subnet.AvailabilityZoneId);
    if (other)
      return `An endpoint takes one subnet per Availability Zone, but ${subnet.SubnetId} and ${other.SubnetId} are both in ${subnet.AvailabilityZone}.`;
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
    : `${conflicting.VpcEndpointId} already has private DNS for ${SERVICE.name} in ${conflicting.VpcId}, and a VPC takes only one: use it as "existingEndpoint" instead.`;
}

function againstExisting(request: LookupRequest, { subnets, endpoint }: ReadNetwork): string | null {
  const { VpcEndpointId, SubnetIds, ClientSubnetIds } = request;
  const [first, ...others] = subnets.filter((subnet) => ClientSubnetIds.includes(subnet.SubnetId));
  const stranger = others.find((subnet) => subnet.VpcId !== first?.VpcId);
  if (first && stranger)
    return `The workloads' subnets are in two VPCs: ${first.SubnetId} is in ${first.VpcId}, ${stranger.SubnetId} in ${stranger.VpcId}. Deploy one stack for each.`;
  if (!endpoint) return `There is no endpoint ${VpcEndpointId} in this account and Region.`;
  if (!isService(endpoint.ServiceName, SERVICE.endpointServices.ordinary))
    return `${VpcEndpointId} is an endpoint for ${endpoint.ServiceName}, not for ${SERVICE.name}.`;
  if (SubnetIds.length > 0 && first && first.VpcId !== endpoint.VpcId)
    return `The ec2 endpoint would be in ${endpoint.VpcId}, next to ${VpcEndpointId}, and couldn't serve verifiers in ${first.VpcId}: remove "ec2Endpoint".`;
  const outside = subnets.find(({ SubnetId, VpcId }) => SubnetIds.includes(SubnetId) && VpcId !== endpoint.VpcId);
  return outside === undefined
    ? null
    : `The ec2 endpoint would be in ${endpoint.VpcId}, next to ${VpcEndpointId}, but ${outside.SubnetId} is in ${outside.VpcId}.`;
}
