import { CfnResource, CfnWaitConditionHandle, Stack, Tags } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Configuration } from './configuration.ts';
import { monthlyCost } from './endpoint/monthly-cost.ts';
import { endpointNameOf, SecretsManagerEndpoint } from './endpoint/secrets-manager-endpoint.ts';
import { USAGE } from './endpoint/usage.ts';
import { writeEndpointOutputs } from './endpoint/write-endpoint-outputs.ts';
import { idOf } from './id-of.ts';
import { watch } from './monitoring/monitoring.ts';
import { configuredNetwork } from './network/configured-network.ts';
import type { Network } from './network/network.ts';
import { VpcOfSubnets } from './network/vpc-of-subnets.ts';
import { outputWriter } from './output-writer.ts';
import { ConnectivityVerifier } from './verifier/connectivity-verifier.ts';
import { Ec2Endpoint } from './verifier/ec2-endpoint.ts';

/** What others may want to add to. */
export interface Deployed {
  /** Null where somebody else made it, or nobody. */
  readonly endpoint: SecretsManagerEndpoint | null;
  readonly verifiers: readonly ConnectivityVerifier[];
  /** Where alarms go; null where nothing is watched. */
  readonly topicArn: string | null;
}

/** Puts one deployment into a stack: an endpoint or somebody else's, verifiers for each workload, and what watches them. */
export function deploy(stack: Stack, configuration: Configuration, code?: Code): Deployed {
  Tags.of(stack).add('Environment', configuration.env);
  Tags.of(stack).add('Project', configuration.projectId);
  for (const [key, value] of Object.entries(configuration.tags)) Tags.of(stack).add(key, value);
  const { enableSecretsmanagerEndpoint, existingEndpoint, ec2Endpoint } = configuration;
  if (!enableSecretsmanagerEndpoint && !existingEndpoint) return disabled(stack, configuration);
  const network = networkOf(stack, configuration);
  const endpoint = existingEndpoint
    ? null
    : new SecretsManagerEndpoint(stack, 'Endpoint', { ...configuration, network });
  if (endpoint) writeEndpointOutputs(stack, endpoint.outputs);
  if (existingEndpoint) {
    const write = outputWriter(stack);
    write('Enabled', 'false', 'Whether this stack creates an endpoint');
    write('EndpointId', existingEndpoint.vpcEndpointId, 'The existing endpoint');
  }
  const verifiers = verifiersOf(stack, configuration, network, endpoint, code);
  if (ec2Endpoint) addEc2Endpoint(stack, configuration, ec2Endpoint.subnetIds, network);
  const topicArn = watch(stack, configuration, verifiers);
  if (network instanceof VpcOfSubnets) waitFor(network);
  return { endpoint, verifiers, topicArn };
}

/** What refers to nothing else that is made. All other resources refer to one of these, or to the lookup. */
const FIRST_MADE = [
  'AWS::CloudWatch::Alarm',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::SecretsManager::Secret',
];

/** Whatever the lookup refuses, nothing else was made by then, and nobody was mailed a link to confirm. */
function waitFor(lookup: VpcOfSubnets): void {
  const others = Stack.of(lookup)
    .node.findAll()
    .filter((one) => !one.node.scopes.includes(lookup));
  for (const one of others) {
    if (CfnResource.isCfnResource(one) && FIRST_MADE.includes(one.cfnResourceType))
      one.node.addDependency(lookup.node.findChild('Found'));
  }
}

/** Of a disabled deployment only outputs are left, and CloudFormation wants a resource beside them: this one is none in AWS. */
function disabled(stack: Stack, configuration: Configuration): Deployed {
  writeEndpointOutputs(stack, { cost: monthlyCost({ ...configuration, zones: 0 }), usage: USAGE });
  new CfnWaitConditionHandle(stack, 'Nothing').overrideLogicalId('Nothing');
  return { endpoint: null, verifiers: [], topicArn: null };
}

function networkOf(stack: Stack, configuration: Configuration): Network {
  const { network, existingEndpoint, workloads, enableSecretsmanagerEndpoint, ec2Endpoint } = configuration;
  if (network) return configuredNetwork(network, existingEndpoint?.dnsNames);
  return new VpcOfSubnets(stack, 'VpcOfSubnets', {
    ...configuration,
    subnetIds: enableSecretsmanagerEndpoint ? configuration.subnetIds : [],
    ec2SubnetIds: ec2Endpoint?.subnetIds ?? [],
    clientSubnetIds: [...new Set(workloads.flatMap((workload) => workload.subnetIds))],
    vpcEndpointId: existingEndpoint?.vpcEndpointId,
    ec2Groups: groupsOfEc2(configuration),
  });
}

function verifiersOf(
  stack: Stack,
  { existingEndpoint, workloads, ipAddressType, logRetentionDays: logRetention }: Configuration,
  network: Network,
  own: SecretsManagerEndpoint | null,
  code: Code | undefined,
): readonly ConnectivityVerifier[] {
  const verified = own
    ? { vpcEndpointId: own.vpcEndpoint.ref, dnsNames: own.vpcEndpoint.attrDnsEntries }
    : { vpcEndpointId: existingEndpoint?.vpcEndpointId ?? '', dnsNames: namesOf(existingEndpoint, network) };
  const isIpv6Only = ipAddressType === 'ipv6';
  return workloads.map((workload) => {
    const name = idOf(workload.name, 'Workload');
    const props = { workload, endpoint: { ...verified, isIpv6Only }, network, logRetention, code };
    const verifier = new ConnectivityVerifier(stack, `Verifier-${name}`, props);
    own?.admitCanary(verifier.canary.arn);
    const functions = verifier.verifiers.map((one) => one.function.functionName).join(',');
    const write = outputWriter(stack);
    write(`Verifiers${name.replaceAll('-', '')}`, functions, "This workload's verifiers");
    write(`Canary${name.replaceAll('-', '')}`, verifier.canary.arn, 'The canary they read');
    return verifier;
  });
}

const namesOf = (existing: Configuration['existingEndpoint'], network: Network): readonly string[] =>
  existing && existing.dnsNames.length > 0 ? existing.dnsNames : network.dnsNames;

function addEc2Endpoint(
  stack: Stack,
  { prices, ...configuration }: Configuration,
  subnetIds: readonly string[],
  network: Network,
): void {
  const { ingressCidrs: cidrs, ingressPrefixListIds: prefixListIds } = configuration;
  const admitted = { groups: groupsOfEc2(configuration), cidrs, prefixListIds };
  new Ec2Endpoint(stack, 'Ec2Endpoint', { subnetIds, network, admitted, name: `${endpointNameOf(configuration)}-ec2` });
  const monthly = (subnetIds.length * prices.endpointPerHour * prices.hoursPerMonth).toFixed(2);
  const estimate = `$${monthly} (${prices.region} prices)`;
  outputWriter(stack)('Ec2EndpointMonthlyEstimate', estimate, 'Monthly cost of the ec2 endpoint');
}

const groupsOfEc2 = ({
  resourcesSecurityGroupIds,
  workloads,
}: Pick<Configuration, 'resourcesSecurityGroupIds' | 'workloads'>) => [
  ...new Set([...resourcesSecurityGroupIds, ...workloads.flatMap((workload) => workload.securityGroupIds)]),
];
