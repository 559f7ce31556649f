import {
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Subnet,
  type Vpc,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import type { LookupRequest } from './request.ts';

/** The IAM actions this function calls; `infra/` grants exactly these. */
export const actions = [
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcAttribute',
] as const;

/** What EC2 says around the subnets that were named. */
export interface ReadNetwork {
  readonly subnets: readonly Subnet[];
  /** The endpoint that was named; null where it does not exist, undefined where none was named. */
  readonly endpoint: VpcEndpoint | null | undefined;
  /** The VPC in which the endpoint is, or will be; undefined where no subnet was found. */
  readonly vpc: Vpc | undefined;
  /** Empty where somebody else answers for the endpoint. */
  readonly dnsAttributes: Readonly<Record<string, boolean>>;
  /** All endpoints of that VPC, whatever their service. */
  readonly endpointsOfVpc: readonly VpcEndpoint[];
}

/** By filters and not by ids: what does not exist is then missing from the answer instead of an error in EC2's words. */
export async function readNetwork(ec2: EC2Client, request: LookupRequest): Promise<ReadNetwork> {
  const { SubnetIds, ClientSubnetIds, VpcEndpointId } = request;
  const ids = [...new Set([...SubnetIds, ...ClientSubnetIds])];
  const { Subnets: subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'subnet-id', Values: ids }] }),
  );
  const endpoint = VpcEndpointId === undefined ? undefined : await endpointCalled(ec2, VpcEndpointId);
  const own = subnets.find((subnet) => subnet.SubnetId === SubnetIds[0]) ?? subnets[0];
  const vpcId = endpoint?.VpcId ?? own?.VpcId;
  if (vpcId === undefined) return { subnets, endpoint, vpc: undefined, dnsAttributes: {}, endpointsOfVpc: [] };
  const [vpcs, dnsAttributes, endpointsOfVpc] = await Promise.all([
    ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] })),
    endpoint === undefined ? dnsAttributesOf(ec2, vpcId) : {},
    endpointsWith(ec2, 'vpc-id', vpcId),
  ]);
  return { subnets, endpoint, vpc: vpcs.Vpcs?.[0], dnsAttributes, endpointsOfVpc };
}

async function endpointCalled(ec2: EC2Client, id: string): Promise<VpcEndpoint | null> {
  const [endpoint = null] = await endpointsWith(ec2, 'vpc-endpoint-id', id);
  return endpoint;
}

async function endpointsWith(ec2: EC2Client, Name: string, value: string): Promise<readonly VpcEndpoint[]> {
  const { VpcEndpoints = [] } = await ec2.send(
    new DescribeVpcEndpointsCommand({ Filters: [{ Name, Values: [value] }] }),
  );
  return VpcEndpoints;
}

async function dnsAttributesOf(ec2: EC2Client, VpcId: string): Promise<ReadNetwork['dnsAttributes']> {
  // The API tells one at a time.
  const [support, hostnames] = await Promise.all([
    ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' })),
    ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' })),
  ]);
  return {
    enableDnsSupport: support.EnableDnsSupport?.Value === true,
    enableDnsHostnames: hostnames.EnableDnsHostnames?.Value === true,
  };
}
