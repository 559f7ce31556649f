import type { ConfigurationInput } from '../../infra/configuration.ts';
import { parseConfiguration } from '../../infra/parse-configuration.ts';
import type { Template, TemplateResource } from '../../infra/synthesize.ts';
import { variablesOf } from '../../lib/model/verifier-environment.ts';
import { drawWorld } from '../lab/draw-world.ts';
import { functionArnOf, roleArnOf } from '../lab/policy.ts';
import type { Scenario } from '../lab/scenario.ts';
import { serviceHost, type World } from '../lab/world.ts';
import { evaluated, resourceOf, resourcesOf, statementsOf } from './read-template.ts';

/** The world around a deployment: subnets of endpoint and workload, their routes and ACLs, and the workload's group. */
export const worldFor = (zones: number, seed: number): World =>
  drawWorld(seed, { zones, client: 'own-subnet', apis: true });

const ROLES = ['a', 'b', 'c'];

/** What a user of that world would configure, and what differs from the defaults. */
export type Choices = Partial<ConfigurationInput> & {
  readonly seal?: boolean;
  /** The workload's secrets are under the world's key. */
  readonly key?: boolean;
};

export function configurationIn(world: World, zones: number, { seal = false, key = false, ...more }: Choices = {}) {
  const subnetOf = (role: string) => world.Subnets[role]?.SubnetId ?? '';
  const group = world.SecurityGroups.client?.GroupId ?? '';
  const own = key ? { kmsKeyArn: world.KmsKey.Arn } : {};
  return parseConfiguration(
    {
      env: 'production',
      projectId: 'myapp',
      subnetIds: ROLES.slice(0, zones).map(subnetOf),
      resourcesSecurityGroupIds: [group],
      enableSecretsmanagerEndpoint: true,
      network: {
        vpcId: world.Vpc.VpcId,
        cidrs: [world.Vpc.CidrBlock],
        zones: { [subnetOf('client')]: world.Subnets.client?.AvailabilityZoneId ?? '' },
      },
      workloads: [{ name: 'orders', subnetIds: [subnetOf('client')], securityGroupIds: [group], seal, ...own }],
      ...more,
    },
    'the test',
  );
}

/**
 * A scenario of the lab from a template: the endpoint's group, subnets, policy and private DNS, the verifier's place, role and
 * environment, and the canary are what the template makes. The VPC around them is drawn.
 */
export function scenarioOf(
  template: Template,
  world: World,
  zones: number,
  expects: Scenario['expects'],
  around: Scenario['set'] = {},
): Scenario {
  const told = toldBy(template, world);
  const read = (resource: TemplateResource, property: string) => evaluated(resource.Properties[property], told);
  const endpoint = resourceOf(template, 'AWS::EC2::VPCEndpoint');
  const group = resourceOf(template, 'AWS::EC2::SecurityGroup');
  const verifier = resourceOf(template, 'AWS::Lambda::Function', 'Verifier');
  const [, seal] = resourcesOf(template, 'AWS::SecretsManager::ResourcePolicy')[0] ?? [];
  const [, canary] = resourcesOf(template, 'AWS::SecretsManager::Secret')[0] ?? [];
  const isInGroup = endpoint.Properties.SecurityGroupIds !== undefined;
  const ownGroup = world.SecurityGroups.endpoint?.GroupId ?? '';
  return {
    name: 'deployed',
    schema: 1,
    injects: 'what the synthesized template makes',
    expects,
    zones,
    client: 'own-subnet',
    apis: true,
    asks: 'canary',
    runs: 'function',
    set: {
      // Without a group of its own an endpoint is in the VPC's default group, which lets in its own members alone.
      'SecurityGroups.endpoint.IpPermissions': isInGroup
        ? rulesOf(read(group, 'SecurityGroupIngress'))
        : [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: ownGroup }] }],
      'SecurityGroups.endpoint.IpPermissionsEgress': rulesOf(read(group, 'SecurityGroupEgress') ?? ALL_OUT),
      NetworkInterfaces: interfacesOf(world, read(endpoint, 'SubnetIds'), read(verifier, 'VpcConfig')),
      // Off is what CloudFormation takes where nothing is said.
      'VpcEndpoint.PrivateDnsEnabled': read(endpoint, 'PrivateDnsEnabled') ?? false,
      'VpcEndpoint.PolicyDocument': read(endpoint, 'PolicyDocument') ?? FULL_ACCESS,
      'Role.PolicyDocument': { Version: '2012-10-17', Statement: evaluated(statementsOf(template, 'Verifier'), told) },
      Environment: { ...NO_ENVIRONMENT, ...(read(verifier, 'Environment') as { Variables: object }).Variables },
      'Secrets.canary': canary
        ? {
            ...world.Secrets.canary,
            ...keyOf(read(canary, 'KmsKeyId')),
            ...(seal ? { ResourcePolicy: read(seal, 'ResourcePolicy') } : {}),
          }
        : null,
      ...around,
    },
  };
}

const FULL_ACCESS = {
  Version: '2008-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
};

/** What the lab would tell the function is what the template tells it, or nothing. */
const NO_ENVIRONMENT = variablesOf({ secretId: '', endpoint: '', client: '' });

/** What EC2 adds to a group that is given no egress rule. */
const ALL_OUT = [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }];

/** The endpoint's interfaces in the subnets that it was given, and the function's with its groups. */
function interfacesOf(
  { NetworkInterfaces }: World,
  subnetIds: unknown,
  vpcConfig: unknown,
): World['NetworkInterfaces'] {
  const { SubnetIds, SecurityGroupIds = [] } = vpcConfig as { SubnetIds: string[]; SecurityGroupIds?: string[] };
  const made = Object.entries(NetworkInterfaces).flatMap(([role, one]) => {
    if (role === 'api') return [[role, one] as const];
    if (role !== 'client') return (subnetIds as string[]).includes(one.SubnetId) ? [[role, one] as const] : [];
    if (!SubnetIds.includes(one.SubnetId)) throw new Error('the verifier is in none of the subnets of its workload');
    return [[role, { ...one, Groups: SecurityGroupIds.map((GroupId) => ({ GroupId })) }] as const];
  });
  return Object.fromEntries(made);
}

const keyOf = (KmsKeyId: unknown) => (KmsKeyId === undefined ? {} : { KmsKeyId });

interface InlineRule {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly CidrIp?: string;
  readonly SourceSecurityGroupId?: string;
}

/** CloudFormation's inline rules as EC2 lists them. */
const rulesOf = (rules: unknown) =>
  ((rules ?? []) as readonly InlineRule[]).map(({ IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupId }) => ({
    IpProtocol,
    FromPort,
    ToPort,
    IpRanges: CidrIp ? [{ CidrIp }] : [],
    UserIdGroupPairs: SourceSecurityGroupId ? [{ GroupId: SourceSecurityGroupId }] : [],
  }));

/** What only AWS knows of a template, as this world has it. */
function toldBy(template: Template, world: World): Readonly<Record<string, unknown>> {
  const idsOf = (type: string) => resourcesOf(template, type).map(([id]) => id);
  const dnsNames = [...world.VpcEndpoint.DnsEntries.map((entry) => entry.DnsName), serviceHost(world)];
  return {
    'AWS::AccountId': world.AccountId,
    'AWS::Region': world.Region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    SecretsManagerEndpoint: world.VpcEndpoint.VpcEndpointId,
    'SecretsManagerEndpoint.DnsEntries': dnsNames.map((name) => `Z7K1066E3PUKB:${name}`),
    ...Object.fromEntries(idsOf('AWS::SecretsManager::Secret').map((id) => [id, world.SecretIds.canary])),
    ...Object.fromEntries(idsOf('AWS::IAM::Role').map((id) => [`${id}.Arn`, roleArnOf(world)])),
    ...Object.fromEntries(idsOf('AWS::Lambda::Function').map((id) => [`${id}.Arn`, functionArnOf(world)])),
  };
}
