import type { EC2Client } from '@aws-sdk/client-ec2';
import type { NetworkInterface, SecurityGroup, VpcEndpoint } from '../../model/aws.ts';
import type { ConfigurationName } from '../../model/configuration.ts';
import type { ConfigurationObservations } from '../../model/facts.ts';
import { type Observation, seen, unseen } from '../../model/observation.ts';
import { prefixListIdsIn } from '../../model/prefix-list-ids.ts';
import type { Source, Target, Vantage } from '../../model/run.ts';
import { servesTarget } from '../../model/target.ts';
import { type CredentialsLoading, credentialsIn } from '../credentials.ts';
import type { Deadline } from '../deadline.ts';
import type { SeenListener } from '../seen-listener.ts';
import { type Api, type Connect, connectWithin, whenSeen } from './api.ts';
import { openApis } from './apis.ts';
import getCaller from './caller.ts';
import describeDhcpOptions from './dhcp-options.ts';
import describeEndpointService from './endpoint-service.ts';
import describeKey from './kms-key.ts';
import { whyNoCredentials } from './lacking-credentials.ts';
import describeNetworkAcls from './network-acls.ts';
import { describeFunctionInterfaces, describeNetworkInterfaces } from './network-interfaces.ts';
import getPrefixLists from './prefix-lists.ts';
import describeRouteTables from './route-tables.ts';
import readSecretDescription from './secret-description.ts';
import describeSecurityGroups from './security-groups.ts';
import { sourceOfFunction, sourceOfHost } from './source.ts';
import describeSubnets, { vpcIdOfSubnets } from './subnets.ts';
import describeVpc from './vpc.ts';
import describeVpcDnsAttributes from './vpc-dns-attributes.ts';
import describeVpcEndpoints from './vpc-endpoints.ts';

/** An API answers at once where there is a way to it, and never in an isolated subnet; from outside it may be far away. */
const CONNECT_MS = { inside: 1_000, outside: 5_000 } as const;

/** Who the source is: configured, or a function by its name, or this very host. */
export type SourceRequest = Source | { readonly functionName: string } | 'this-host';

export interface ConfigurationOptions {
  readonly deadline: Deadline;
  readonly source: SourceRequest;
  /** Those that the rest of the run calls with too. */
  readonly credentials?: CredentialsLoading;
  /** Tests bring their own. */
  readonly connect?: Connect;
  readonly onSeen?: SeenListener;
}

/**
 * Reads the configuration around the source and the endpoint. What builds on another answer waits for that alone; what an API
 * does not tell is unseen, with its reason, and all that builds on it is unseen for the same reason.
 */
export async function gatherConfiguration(
  target: Target,
  vantage: Vantage,
  {
    deadline,
    source: request,
    credentials = credentialsIn(target.region),
    connect = connectWithin(CONNECT_MS[vantage.place]),
    onSeen = () => {},
  }: ConfigurationOptions,
): Promise<ConfigurationObservations> {
  const apis = openApis({
    region: target.region,
    credentials: credentials.provide,
    lacksCredentials: whyNoCredentials(credentials, deadline),
    deadline,
    connect,
  });
  const { ec2, kms, sts, service } = apis;
  const source = sourceOf(request, apis);
  const vpcId = whenSeen(source, (value) => vpcIdOf(value, ec2));
  const vpc = whenSeen(vpcId, (id) => describeVpc(ec2, id));
  const vpcEndpoints = vpcId.then((id) => endpointsOf(ec2, id, target));
  const ofService = whenSeen(vpcEndpoints, async (all) =>
    seen(
      all.filter((one) => servesTarget(one.ServiceName, target)),
      0,
    ),
  );
  const vpcIds = bothVpcs(vpcId, ofService);
  const routeTables = whenSeen(vpcIds, (ids) => describeRouteTables(ec2, ids));
  const networkInterfaces = whenSeen(ofService, async (endpoints) => interfacesOf(ec2, await source, endpoints));
  const securityGroups = groupsOf(ec2, source, [ofService, networkInterfaces]);
  const secretDescription = readSecretDescription(service, target.secretId);
  const observations: { readonly [N in keyof ConfigurationObservations]: Promise<ConfigurationObservations[N]> } = {
    source,
    caller: getCaller(sts, vantage.accountId),
    vpc,
    vpcDnsAttributes: whenSeen(vpcId, (id) => describeVpcDnsAttributes(ec2, id)),
    dhcpOptions: whenSeen(vpc, ({ DhcpOptionsId }) => describeDhcpOptions(ec2, DhcpOptionsId)),
    subnets: whenSeen(vpcIds, (ids) => describeSubnets(ec2, ids)),
    networkAcls: whenSeen(vpcIds, (ids) => describeNetworkAcls(ec2, ids)),
    routeTables,
    vpcEndpoints,
    networkInterfaces,
    securityGroups,
    prefixLists: whenSeen(securityGroups, (groups) =>
      whenSeen(routeTables, (tables) => getPrefixLists(ec2, prefixListIdsIn(groups, tables))),
    ),
    endpointService: describeEndpointService(ec2, target.host, target.region),
    secretDescription,
    kmsKey: whenSeen(secretDescription, ({ kmsKeyId }) => describeKey(kms, kmsKeyId)),
  };
  try {
    const all = Object.entries(observations).map(async ([name, one]) => {
      const observation = await one;
      onSeen(name as ConfigurationName, observation);
      return [name, observation] as const;
    });
    return Object.fromEntries(await Promise.all(all)) as unknown as ConfigurationObservations;
  } finally {
    apis.close();
  }
}

function sourceOf(request: SourceRequest, { ec2, lambda }: ReturnType<typeof openApis>): Promise<Observation<Source>> {
  if (request === 'this-host') return sourceOfHost(ec2);
  return 'functionName' in request ? sourceOfFunction(lambda, request.functionName) : Promise.resolve(seen(request, 0));
}

function vpcIdOf({ vpcId, subnetIds }: Source, ec2: Api<EC2Client>): Promise<Observation<string>> {
  if (vpcId !== null) return Promise.resolve(seen(vpcId, 0));
  if (subnetIds.length > 0) return vpcIdOfSubnets(ec2, subnetIds);
  return Promise.resolve(unseen('skipped', "the client's VPC isn't known"));
}

/** Where the source's place is not known, the endpoint that was named still is. */
function endpointsOf(
  ec2: Api<EC2Client>,
  vpcId: Observation<string>,
  { endpoint }: Target,
): Promise<Observation<readonly VpcEndpoint[]>> {
  if (vpcId.state === 'unseen' && endpoint.vpcEndpointId === undefined) return Promise.resolve(vpcId);
  return describeVpcEndpoints(ec2, vpcId.state === 'seen' ? vpcId.value : null, endpoint.vpcEndpointId);
}

/** The source's VPC and those of the endpoints; one alone where no more is known. */
async function bothVpcs(
  own: Promise<Observation<string>>,
  endpoints: Promise<Observation<readonly VpcEndpoint[]>>,
): Promise<Observation<readonly string[]>> {
  const [source, others] = [await own, await endpoints];
  const ids = [
    ...(source.state === 'seen' ? [source.value] : []),
    ...(others.state === 'seen' ? others.value.flatMap(({ VpcId }) => VpcId ?? []) : []),
  ];
  if (ids.length > 0) return seen([...new Set(ids)], 0);
  return source.state === 'unseen' ? source : unseen('skipped', 'no VPC is known');
}

async function interfacesOf(
  ec2: Api<EC2Client>,
  source: Observation<Source>,
  endpoints: readonly VpcEndpoint[],
): Promise<Observation<readonly NetworkInterface[]>> {
  const ids = endpoints.flatMap((endpoint) => endpoint.NetworkInterfaceIds);
  const isFunction = source.state === 'seen' && source.value.kind === 'lambda';
  const [own, functions] = await Promise.all([
    describeNetworkInterfaces(ec2, ids),
    isFunction ? describeFunctionInterfaces(ec2, source.value.subnetIds, source.value.securityGroupIds) : seen([], 0),
  ]);
  if (own.state === 'unseen') return own;
  if (functions.state === 'unseen') return functions;
  return seen([...own.value, ...functions.value], Math.max(own.tookMs, functions.tookMs));
}

type HasGroups = Pick<NetworkInterface, 'Groups'>;

/** The groups of the source and of whatever is known to have some: what could not be read takes nothing away from the rest. */
async function groupsOf(
  ec2: Api<EC2Client>,
  source: Promise<Observation<Source>>,
  used: readonly Promise<Observation<readonly HasGroups[]>>[],
): Promise<Observation<readonly SecurityGroup[]>> {
  const all = await Promise.all(used);
  const own = await source;
  const ids = [
    ...all
      .flatMap((one) => (one.state === 'seen' ? one.value : []))
      .flatMap(({ Groups }) => Groups.flatMap(({ GroupId }) => GroupId ?? [])),
    ...(own.state === 'seen' ? own.value.securityGroupIds : []),
  ];
  const missing = [own, ...all].find((one) => one.state === 'unseen');
  return ids.length === 0 && missing?.state === 'unseen' ? missing : describeSecurityGroups(ec2, [...new Set(ids)]);
}
