import type { VpcEndpoint } from '@aws-sdk/client-ec2';
import type { Subnet } from '../../lib/model/aws.ts';
import { isService } from '../../lib/model/vpc-endpoint.ts';
import { SERVICE } from '../../lib/services/index.ts';
import { isItself, isOfService, type Planned, plannedIn } from './planned.ts';
import type { ReadNetwork } from './read-network.ts';
import type { LookupRequest } from './request.ts';

/** Why a deployment here cannot work, in one sentence; null where nothing speaks against it. */
export function preflightProblem(request: LookupRequest, network: ReadNetwork): string | null {
  return (
    missingSubnet(request, network) ??
    (request.VpcEndpointId === undefined ? againstOwn(network) : againstExisting(request, network)) ??
    wrongVpc(request, network) ??
    dnsOff(network) ??
    againstPlanned(request, network) ??
    unreachable(request, network)
  );
}

/** Source: Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC": no subnet of IPv6 alone. */
function unreachable({ ClientSubnetIds, SubnetIds, IpAddressType }: LookupRequest, { subnets }: ReadNetwork) {
  for (const { SubnetId, CidrBlock, Ipv6CidrBlockAssociationSet } of subnets) {
    if (!ClientSubnetIds.includes(SubnetId)) continue;
    if (CidrBlock === undefined)
      return `Lambda takes no IPv6-only subnet, and ${SubnetId} has no IPv4 CIDR: name another one for the workload.`;
    if (SubnetIds.length > 0 && IpAddressType === 'ipv6' && Ipv6CidrBlockAssociationSet.length === 0)
      return `An "ipv6" endpoint can't be reached from ${SubnetId}, which has no IPv6 CIDR: "dualstack" suits it.`;
  }
  return null;
}

function missingSubnet(request: LookupRequest, { subnets }: ReadNetwork): string | null {
  const { SubnetIds, Ec2SubnetIds, ClientSubnetIds } = request;
  const named = [...SubnetIds, ...Ec2SubnetIds, ...ClientSubnetIds];
  const missing = named.find((id) => !subnets.some((one) => one.SubnetId === id));
  return missing === undefined ? null : `There is no subnet ${missing} in this account and Region.`;
}

function againstOwn({ subnets }: ReadNetwork): string | null {
  const [first] = subnets;
  const stranger = subnets.find((subnet) => subnet.VpcId !== first?.VpcId);
  return first && stranger
    ? `The subnets are in two VPCs: ${first.SubnetId} is in ${first.VpcId}, ${stranger.SubnetId} in ${stranger.VpcId}. The endpoint and its workloads must share one.`
    : null;
}

function wrongVpc({ VpcId }: LookupRequest, { vpc }: ReadNetwork): string | null {
  return VpcId === undefined || vpc === null || vpc.VpcId === VpcId
    ? null
    : `"vpcId" is ${VpcId}, but the subnets or the endpoint are in ${vpc.VpcId}.`;
}

function dnsOff({ vpc, dnsAttributes }: ReadNetwork): string | null {
  for (const [attribute, isOn] of Object.entries(dnsAttributes ?? {})) {
    if (!isOn)
      return `Private DNS needs ${attribute}, which is off in ${vpc?.VpcId}. Turn it on: aws ec2 modify-vpc-attribute --vpc-id ${vpc?.VpcId} --${kebab(attribute)} '{"Value":true}'`;
  }
  return null;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What EC2 would refuse after everything else is made, for each endpoint that the stack makes. */
function againstPlanned(request: LookupRequest, network: ReadNetwork): string | null {
  for (const planned of plannedIn(request)) {
    const subnets = network.subnets.filter((subnet) => planned.subnetIds.includes(subnet.SubnetId));
    const problem =
      sharedBy(subnets, request) ??
      twoInOneZone(subnets) ??
      wrongFamily(planned, subnets) ??
      againstService(planned, subnets, network) ??
      conflictIn(planned, request, network.endpointsOfVpc ?? []) ??
      elsewhere(planned, request, network);
    if (problem !== null) return problem;
  }
  return null;
}

/** Source: AWS PrivateLink Guide, "Shared subnets". */
function sharedBy(subnets: readonly Subnet[], { AccountId }: LookupRequest): string | null {
  const shared = subnets.find(({ OwnerId = AccountId }) => AccountId !== undefined && OwnerId !== AccountId);
  return shared
    ? `${shared.SubnetId} is shared by account ${shared.OwnerId}, and an endpoint can be made there by its owner alone: deploy it there, or remove the endpoint here.`
    : null;
}

function twoInOneZone(subnets: readonly Subnet[]): string | null {
  for (const [index, subnet] of subnets.entries()) {
    const other = subnets.slice(index + 1).find((one) => one.AvailabilityZoneId === subnet.AvailabilityZoneId);
    if (other)
      return `An endpoint takes one subnet per Availability Zone, but ${subnet.SubnetId} and ${other.SubnetId} are both in ${subnet.AvailabilityZone}.`;
  }
  return null;
}

/** Source: VPC API Reference, "CreateVpcEndpoint", IpAddressType. */
function wrongFamily({ ipAddressType }: Planned, subnets: readonly Subnet[]): string | null {
  for (const { SubnetId, CidrBlock, Ipv6CidrBlockAssociationSet } of subnets) {
    const hasIpv6 = Ipv6CidrBlockAssociationSet.length > 0;
    if (ipAddressType === 'ipv6' && (CidrBlock !== undefined || !hasIpv6))
      return `An "ipv6" endpoint takes IPv6-only subnets alone, and ${SubnetId} ${hasIpv6 ? 'has an IPv4 CIDR too: "dualstack" suits it' : 'has no IPv6 CIDR'}.`;
    if (ipAddressType === 'dualstack' && !(CidrBlock !== undefined && hasIpv6))
      return `A "dualstack" endpoint takes subnets with an IPv4 and an IPv6 CIDR alone, and ${SubnetId} has no ${hasIpv6 ? 'IPv4' : 'IPv6'} CIDR.`;
    if (ipAddressType === 'ipv4' && CidrBlock === undefined)
      return `An "ipv4" endpoint takes subnets with an IPv4 CIDR alone, and ${SubnetId} has none.`;
  }
  return null;
}

/** The classic first failure: the service isn't in every zone. What a service does not say is left to EC2. */
function againstService(
  { service, ending, ipAddressType }: Planned,
  subnets: readonly Subnet[],
  { services }: ReadNetwork,
): string | null {
  const found = services.find(({ ServiceName }) => isService(ServiceName, ending));
  if (!found) return null;
  const { AvailabilityZones: zones = [], SupportedIpAddressTypes: families = [] } = found;
  const isServed = ({ AvailabilityZone }: Subnet) => zones.length === 0 || zones.includes(AvailabilityZone ?? '');
  const [unserved] = subnets.filter((subnet) => !isServed(subnet));
  if (unserved) {
    const served = subnets.filter(isServed).map(({ SubnetId }) => SubnetId);
    return `${service} takes no endpoint in ${unserved.AvailabilityZone}, where ${unserved.SubnetId} is; it does in ${zones.join(', ')}${served.length > 0 ? `, and so in ${served.join(', ')}` : ''}.`;
  }
  return ipAddressType === 'ipv4' || families.length === 0 || families.includes('ipv6')
    ? null
    : `${service} takes no "${ipAddressType}" endpoint in this Region, but ${families.join(' and ')}.`;
}

/** Two endpoints of one service cannot both have private DNS in one VPC. */
function conflictIn(planned: Planned, request: LookupRequest, endpoints: readonly VpcEndpoint[]): string | null {
  if (!planned.privateDns) return null;
  const conflicting = endpoints.find(
    (one) => isOfService(one, planned) && one.PrivateDnsEnabled === true && !isItself(one, request),
  );
  return conflicting === undefined
    ? null
    : `${conflicting.VpcEndpointId} already has private DNS for ${planned.service} in ${conflicting.VpcId}, and a VPC takes only one: ${planned.instead}.`;
}

/** A VPC cannot be changed: CloudFormation would make a second endpoint and delete the one that another VPC uses. */
function elsewhere(planned: Planned, request: LookupRequest, { namesakes, vpc }: ReadNetwork): string | null {
  const moved = namesakes.find(
    (one) => isOfService(one, planned) && isItself(one, request) && one.VpcId !== vpc?.VpcId,
  );
  return moved === undefined
    ? null
    : `This deployment's endpoint is ${moved.VpcEndpointId} in ${moved.VpcId}, and would be deleted there for one in ${vpc?.VpcId}: give the deployment for ${vpc?.VpcId} a "stackName" of its own.`;
}

function againstExisting(request: LookupRequest, { subnets, endpoint }: ReadNetwork): string | null {
  const { VpcEndpointId, Ec2SubnetIds, ClientSubnetIds } = request;
  const [first, ...others] = subnets.filter((subnet) => ClientSubnetIds.includes(subnet.SubnetId));
  const stranger = others.find((subnet) => subnet.VpcId !== first?.VpcId);
  if (first && stranger)
    return `The workloads' subnets are in two VPCs: ${first.SubnetId} is in ${first.VpcId}, ${stranger.SubnetId} in ${stranger.VpcId}. Deploy one stack for each, with a "stackName" of its own.`;
  if (!endpoint) return `There is no endpoint ${VpcEndpointId} in this account and Region.`;
  if (!isService(endpoint.ServiceName, SERVICE.endpointServices.ordinary))
    return `${VpcEndpointId} is an endpoint for ${endpoint.ServiceName}, not for ${SERVICE.name}.`;
  if (Ec2SubnetIds.length > 0 && first && first.VpcId !== endpoint.VpcId)
    return `The ec2 endpoint would be in ${endpoint.VpcId}, next to ${VpcEndpointId}, and couldn't serve verifiers in ${first.VpcId}: remove "ec2Endpoint".`;
  const outside = subnets.find(({ SubnetId, VpcId }) => Ec2SubnetIds.includes(SubnetId) && VpcId !== endpoint.VpcId);
  return outside === undefined
    ? null
    : `The ec2 endpoint would be in ${endpoint.VpcId}, next to ${VpcEndpointId}, but ${outside.SubnetId} is in ${outside.VpcId}.`;
}
