import * as v from 'valibot';
import { sentenceOf } from '../lib/gather/target-of.ts';
import { UsageError } from '../lib/model/errors.ts';
import { type Configuration, configurationSchema } from './configuration.ts';
import { policyHasRoom, sidsDiffer } from './policy-rules.ts';
import { listsDiffer, repeatedIn, tagsDiffer } from './repetition-rules.ts';

/** The configuration, whole and coherent. Throws UsageError with one sentence for the first mistake. */
export function parseConfiguration(given: unknown, source: string): Configuration {
  const result = v.safeParse(configurationSchema, given);
  if (!result.success) throw new UsageError(`${source}: ${mistakeIn(result.issues[0])}`);
  const contradiction = contradictionIn(result.output);
  if (contradiction !== null) throw new UsageError(`${source}: ${contradiction}`);
  return result.output;
}

const KNOWN = Object.keys(configurationSchema.entries).join(', ');

function mistakeIn(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (issue.kind !== 'schema') return sentenceOf(issue);
  if (path === null) return `it must be an object, not ${issue.received}`;
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return `"${path}" isn't a known key${path.includes('.') ? '' : `; the keys are ${KNOWN}`}`;
  if (issue.received === 'undefined') return `"${path}" is missing`;
  if (path === 'endpointPolicy')
    return '"endpointPolicy" takes "own-account", "full-access", {"organization": "o-…"}, {"accounts": [ID, …]}, {"secrets": [ARN, …]} or {"document": {"Statement": […]}}';
  return `"${path}" is ${issue.received}, but must be ${issue.expected}`;
}

const RULES: readonly ((given: Configuration) => string | null)[] = [
  endpointIsChosen,
  endpointIsComplete,
  listsDiffer,
  tagsDiffer,
  workloadsDiffer,
  workloadsAreAdmitted,
  vpcIsNamed,
  networkIsComplete,
  familiesFit,
  placesAgree,
  topicIsOne,
  sidsDiffer,
  policyHasRoom,
];

const contradictionIn = (given: Configuration): string | null => {
  for (const rule of RULES) {
    const said = rule(given);
    if (said !== null) return said;
  }
  return null;
};

function endpointIsChosen({ enableSecretsmanagerEndpoint, existingEndpoint, ...given }: Configuration): string | null {
  if (enableSecretsmanagerEndpoint && existingEndpoint)
    return '"existingEndpoint" names an endpoint and "enableSecretsmanagerEndpoint" creates another: choose one';
  if (enableSecretsmanagerEndpoint || existingEndpoint) return null;
  const [dependent] = [
    ...(given.workloads.length > 0 ? ['workloads'] : []),
    ...(given.ec2Endpoint ? ['ec2Endpoint'] : []),
    ...(given.trailLogGroupName ? ['trailLogGroupName'] : []),
  ];
  return dependent === undefined
    ? null
    : `"${dependent}" needs an endpoint: set "enableSecretsmanagerEndpoint" to true, or name yours in "existingEndpoint"`;
}

function endpointIsComplete(given: Configuration): string | null {
  const { enableSecretsmanagerEndpoint, subnetIds, resourcesSecurityGroupIds, existingEndpoint, workloads } = given;
  if (existingEndpoint && workloads.length === 0) return '"existingEndpoint" needs "workloads", and there are none';
  if (!enableSecretsmanagerEndpoint) return null;
  if (subnetIds.length === 0) return '"subnetIds" is empty: the endpoint needs a subnet, one in each Availability Zone';
  if (resourcesSecurityGroupIds.length === 0 && !admitsOthers(given))
    return '"resourcesSecurityGroupIds" is empty: the endpoint would have no inbound rule';
  return null;
}

/** Whether more may reach the endpoint than can be told from groups alone. */
const admitsOthers = (given: Configuration): boolean =>
  [given.ingressCidrs, given.ingressPrefixListIds, given.endpointSecurityGroupIds].some((some) => some.length > 0);

function workloadsDiffer({ workloads, ec2Endpoint }: Configuration): string | null {
  const lists = workloads.flatMap(({ name, subnetIds, securityGroupIds }) => [
    repeatedIn(`"subnetIds" of workload ${name}`, subnetIds),
    repeatedIn(`"securityGroupIds" of workload ${name}`, securityGroupIds),
  ]);
  const [repeated] = [...lists, repeatedIn('"ec2Endpoint.subnetIds"', ec2Endpoint?.subnetIds ?? [])].filter(Boolean);
  if (repeated) return repeated;
  // Outputs are named after them, and take letters and digits alone.
  const names = workloads.map((workload) => workload.name.replaceAll('-', ''));
  return repeatedIn('"workloads", ignoring hyphens,', names);
}

function workloadsAreAdmitted(given: Configuration): string | null {
  if (!given.enableSecretsmanagerEndpoint || admitsOthers(given)) return null;
  const locked = given.workloads.find(
    ({ securityGroupIds }) => !securityGroupIds.some((id) => given.resourcesSecurityGroupIds.includes(id)),
  );
  return locked === undefined
    ? null
    : `workload ${locked.name} couldn't reach the endpoint: none of ${locked.securityGroupIds.join(', ')} is in "resourcesSecurityGroupIds"`;
}

/** What is made needs the id of its VPC at synth, or every change of the lookup would show as its replacement. */
function vpcIsNamed({ vpcId, network, enableSecretsmanagerEndpoint, ec2Endpoint }: Configuration): string | null {
  if (vpcId && network && vpcId !== network.vpcId)
    return `"vpcId" is ${vpcId}, and "network.vpcId" ${network.vpcId}: one of them is enough`;
  if (vpcId ?? network) return null;
  if (!enableSecretsmanagerEndpoint && !ec2Endpoint) return null;
  return '"vpcId" is missing: the VPC of the subnets in which an endpoint is made (aws ec2 describe-subnets shows it)';
}

/** Source: CreateVpcEndpoint takes IPv6 alone in subnets of IPv6 alone, and Lambda none of these. */
function familiesFit({
  enableSecretsmanagerEndpoint,
  ipAddressType,
  subnetIds,
  workloads,
}: Configuration): string | null {
  if (!enableSecretsmanagerEndpoint || ipAddressType !== 'ipv6') return null;
  const shared = workloads.flatMap((workload) => workload.subnetIds).find((id) => subnetIds.includes(id));
  return shared === undefined
    ? null
    : `an "ipv6" endpoint takes IPv6-only subnets and a verifier dual-stack ones, so ${shared} can't be a subnet of both`;
}

/** What belongs to another account or Region than the stack's. */
function placesAgree({ account, region, workloads, alarmTopicArn }: Configuration): string | null {
  const arns = [...workloads.flatMap(({ kmsKeyArn }) => kmsKeyArn ?? []), ...(alarmTopicArn ? [alarmTopicArn] : [])];
  for (const arn of arns) {
    const [, , service, ofRegion, ofAccount] = arn.split(':');
    if (region && ofRegion !== region) return `${arn} is in ${ofRegion}, and the stack in ${region}`;
    if (account && ofAccount !== account && service === 'sns') return `${arn} isn't in account ${account}`;
  }
  return null;
}

function topicIsOne({ alarmTopicArn, alarmEmails }: Configuration): string | null {
  return alarmTopicArn && alarmEmails.length > 0
    ? '"alarmEmails" would be subscribed to a topic that is made, and "alarmTopicArn" names one: subscribe them there'
    : null;
}

/** Who tells the network tells all of it, since nothing looks up the rest. */
function networkIsComplete({ network, workloads, existingEndpoint }: Configuration): string | null {
  if (!network) return null;
  const unplaced = workloads.flatMap((workload) => workload.subnetIds).find((id) => network.zones[id] === undefined);
  if (unplaced !== undefined)
    return `"network.zones" doesn't say which Availability Zone ${unplaced} is in, for example {"${unplaced}": "euw2-az1"}`;
  if (existingEndpoint && existingEndpoint.dnsNames.length === 0)
    return '"existingEndpoint.dnsNames" is empty, and nothing is looked up if you set "network": aws ec2 describe-vpc-endpoints lists them';
  return null;
}
