import {
  DescribeVpcEndpointServicesCommand,
  type EC2Client,
  type ServiceDetail,
  type Vpc,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { type Api, ask } from '../../lib/gather/reads/api.ts';
import { actions as serviceActions } from '../../lib/gather/reads/endpoint-service.ts';
import { filter } from '../../lib/gather/reads/pages.ts';
import { describeSubnetsBy, actions as subnetActions } from '../../lib/gather/reads/subnets.ts';
import { describeVpcAs, actions as vpcActions } from '../../lib/gather/reads/vpc.ts';
import describeVpcDnsAttributes, { actions as attributeActions } from '../../lib/gather/reads/vpc-dns-attributes.ts';
import { describeEndpointsAs, actions as endpointActions } from '../../lib/gather/reads/vpc-endpoints.ts';
import type { Subnet, VpcDnsAttributes } from '../../lib/model/aws.ts';
import { UsageError } from '../../lib/model/errors.ts';
import type { Observation } from '../../lib/model/observation.ts';
import { plannedIn, STACK_TAGS } from './planned.ts';
import { actions as clientActions } from './read-clients.ts';
import type { LookupRequest } from './request.ts';

/** The IAM actions this function calls; `infra/` grants exactly these. */
export const actions = [
  ...subnetActions,
  ...vpcActions,
  ...endpointActions,
  ...attributeActions,
  ...serviceActions,
  ...clientActions,
] as const;

/** What EC2 says around the subnets that were named. */
export interface ReadNetwork {
  readonly subnets: readonly Subnet[];
  /** The endpoint that was named; null where none was, or it does not exist. */
  readonly endpoint: VpcEndpoint | null;
  /** The VPC in which the endpoint is, or will be; null where no subnet was found. */
  readonly vpc: Vpc | null;
  /** Null where no private DNS is turned on. */
  readonly dnsAttributes: VpcDnsAttributes | null;
  /** What the stack's own endpoints will be beside, whatever their service; null where EC2 does not tell. */
  readonly endpointsOfVpc: readonly VpcEndpoint[] | null;
  /** Endpoints of this stack, anywhere in this Region. */
  readonly namesakes: readonly VpcEndpoint[];
  /** The services that endpoints are made for. */
  readonly services: readonly ServiceDetail[];
  /** What EC2 did not tell, and why; each stops a check and no deployment. */
  readonly untold: readonly string[];
}

const NOTHING = { vpc: null, dnsAttributes: null, endpointsOfVpc: [], namesakes: [], services: [], untold: [] };

/**
 * By filters and not by ids: what does not exist is then missing from the answer instead of an error. Throws UsageError where EC2
 * does not tell, with the reason as its code.
 */
export async function readNetwork(
  ec2: Api<EC2Client>,
  request: LookupRequest,
  patiently: Patiently,
): Promise<ReadNetwork> {
  const { SubnetIds, Ec2SubnetIds, ClientSubnetIds, VpcEndpointId } = request;
  const ids = [...new Set([...SubnetIds, ...Ec2SubnetIds, ...ClientSubnetIds])];
  const subnets = await told(patiently(() => describeSubnetsBy(ec2, filter('subnet-id', ids))));
  // As EC2 lists them: tags may hold people's names, which belong into no recording.
  const endpointsWith = (name: string, id: string) =>
    patiently(() => describeEndpointsAs(ec2, filter(name, [id]), (all) => all));
  const [endpoint = null] =
    VpcEndpointId === undefined ? [] : await told(endpointsWith('vpc-endpoint-id', VpcEndpointId));
  const own = subnets.find((subnet) => subnet.SubnetId === SubnetIds[0]) ?? subnets[0];
  const vpcId = endpoint?.VpcId ?? own?.VpcId;
  if (vpcId === undefined) return { subnets, endpoint, ...NOTHING };
  const planned = plannedIn(request);
  const makesAny = planned.length > 0;
  const untold: string[] = [];
  const ifTold = async <T, E>(looking: Promise<Observation<T>>, otherwise: E): Promise<T | E> => {
    const observation = await looking;
    if (observation.state === 'seen') return observation.value;
    untold.push(observation.detail);
    return otherwise;
  };
  const [vpc, dnsAttributes, endpointsOfVpc, namesakes, services] = await Promise.all([
    told(patiently(() => describeVpcAs(ec2, vpcId, (all) => all))),
    planned.some(({ privateDns }) => privateDns)
      ? ifTold(
          patiently(() => describeVpcDnsAttributes(ec2, vpcId)),
          null,
        )
      : null,
    makesAny ? ifTold(endpointsWith('vpc-id', vpcId), null) : [],
    makesAny ? Promise.all(STACK_TAGS.map((tag) => ifTold(endpointsWith(`tag:${tag}`, request.StackName), []))) : [],
    makesAny
      ? ifTold(
          patiently(() => describeServices(ec2, request.ServiceNames)),
          [],
        )
      : [],
  ]);
  return { subnets, endpoint, vpc, dnsAttributes, endpointsOfVpc, namesakes: namesakes.flat(), services, untold };
}

const describeServices = (ec2: Api<EC2Client>, names: readonly string[]) =>
  ask(ec2, serviceActions[0], async (client, abort) => {
    const command = new DescribeVpcEndpointServicesCommand({ Filters: [filter('service-name', names)] });
    return (await client.send(command, abort)).ServiceDetails ?? [];
  });

/** Looks again while a refusal may be the delay of a new role, or of too many calls. */
export type Patiently = <T>(look: () => Promise<Observation<T>>) => Promise<Observation<T>>;

/** What was seen. Throws UsageError with the reason as its code. */
export async function told<T>(looking: Promise<Observation<T>>): Promise<T> {
  const observation = await looking;
  if (observation.state === 'seen') return observation.value;
  const { why, detail } = observation;
  const mistake = new UsageError(`The VPC couldn't be looked up: ${detail}. The lookup needs ${actions.join(', ')}.`);
  throw Object.assign(mistake, { code: why });
}
