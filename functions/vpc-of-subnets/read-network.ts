import type { EC2Client, Vpc, VpcEndpoint } from '@aws-sdk/client-ec2';
import type { Api } from '../../lib/gather/reads/api.ts';
import { filter } from '../../lib/gather/reads/pages.ts';
import { describeSubnetsBy, actions as subnetActions } from '../../lib/gather/reads/subnets.ts';
import { describeVpcAs, actions as vpcActions } from '../../lib/gather/reads/vpc.ts';
import describeVpcDnsAttributes, { actions as attributeActions } from '../../lib/gather/reads/vpc-dns-attributes.ts';
import { describeEndpointsAs, actions as endpointActions } from '../../lib/gather/reads/vpc-endpoints.ts';
import type { Subnet, VpcDnsAttributes } from '../../lib/model/aws.ts';
import { UsageError } from '../../lib/model/errors.ts';
import type { Observation } from '../../lib/model/observation.ts';
import type { LookupRequest } from './request.ts';

/** The IAM actions this function calls; `infra/` grants exactly these. */
export const actions = [...subnetActions, ...vpcActions, ...endpointActions, ...attributeActions] as const;

/** What EC2 says around the subnets that were named. */
export interface ReadNetwork {
  readonly subnets: readonly Subnet[];
  /** The endpoint that was named; null where none was, or it does not exist. */
  readonly endpoint: VpcEndpoint | null;
  /** The VPC in which the endpoint is, or will be; null where no subnet was found. */
  readonly vpc: Vpc | null;
  /** Null where somebody else answers for the endpoint. */
  readonly dnsAttributes: VpcDnsAttributes | null;
  /** What the stack's own endpoint will be beside, whatever its service. */
  readonly endpointsOfVpc: readonly VpcEndpoint[];
}

/**
 * By filters and not by ids: what does not exist is then missing from the answer instead of an error. Throws UsageError where EC2
 * does not tell, with the reason as its code.
 */
export async function readNetwork(ec2: Api<EC2Client>, request: LookupRequest): Promise<ReadNetwork> {
  const { SubnetIds, ClientSubnetIds, VpcEndpointId } = request;
  const isOwn = VpcEndpointId === undefined;
  const ids = [...new Set([...SubnetIds, ...ClientSubnetIds])];
  const subnets = await told(describeSubnetsBy(ec2, filter('subnet-id', ids)));
  // As EC2 lists them: tags may hold people's names, which belong into no recording.
  const endpointsWith = (name: string, id: string) => told(describeEndpointsAs(ec2, filter(name, [id]), (all) => all));
  const [endpoint = null] = isOwn ? [] : await endpointsWith('vpc-endpoint-id', VpcEndpointId);
  const own = subnets.find((subnet) => subnet.SubnetId === SubnetIds[0]) ?? subnets[0];
  const vpcId = endpoint?.VpcId ?? own?.VpcId;
  if (vpcId === undefined) return { subnets, endpoint, vpc: null, dnsAttributes: null, endpointsOfVpc: [] };
  const [vpc, dnsAttributes, endpointsOfVpc] = await Promise.all([
    told(describeVpcAs(ec2, vpcId, (all) => all)),
    isOwn ? told(describeVpcDnsAttributes(ec2, vpcId)) : null,
    isOwn ? endpointsWith('vpc-id', vpcId) : [],
  ]);
  return { subnets, endpoint, vpc, dnsAttributes, endpointsOfVpc };
}

async function told<T>(looking: Promise<Observation<T>>): Promise<T> {
  const observation = await looking;
  if (observation.state === 'seen') return observation.value;
  const { why, detail } = observation;
  const mistake = new UsageError(`The VPC couldn't be looked up: ${detail}. The lookup needs ${actions.join(', ')}.`);
  throw Object.assign(mistake, { code: why });
}
