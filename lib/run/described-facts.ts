import type { Described, Imported } from '../gather/import/describe-output.ts';
import { commandOf, type DescribedFunction } from '../gather/import/described-kinds.ts';
import { endpointOf, targetOf } from '../gather/target-of.ts';
import { UsageError } from '../model/errors.ts';
import type { Facts } from '../model/facts.ts';
import { type Inventory, RESOURCE_KINDS, type ResourceKind, resourcesOf } from '../model/inventory.ts';
import { seen } from '../model/observation.ts';
import { prefixListIdsIn } from '../model/prefix-list-ids.ts';
import type { Run, Source } from '../model/run.ts';
import { TOOL } from '../version.ts';
import { NOT_PROBED } from './inspect.ts';

/** What to judge of what is described. */
export interface Question {
  /** Whose place; null: nobody's, so that what is described only tells the surroundings of others. */
  readonly source: Source | { readonly functionName: string } | null;
  readonly region: string;
  readonly vpcEndpointId: string | undefined;
  readonly secretId: string | undefined;
  /** ISO 8601. */
  readonly writtenAt: string;
}

/** Facts of what files describe. Throws UsageError where the place that is asked about is not in them. */
export async function describedFacts(imported: Imported, question: Question): Promise<Facts> {
  const { source } = question;
  const runs = source === null ? [] : [await describedRun(sourceIn(imported, source), question)];
  return { schema: 2, tool: TOOL, runs, inventory: inventoryOf(imported, question) };
}

async function describedRun(source: Source, question: Question): Promise<Run> {
  const { region, vpcEndpointId, secretId = null, writtenAt } = question;
  const target = await targetOf({
    region,
    secretId,
    canary: false,
    identity: 'workload',
    endpoint: endpointOf({ vpcEndpointId }, '--endpoint-id'),
  });
  const place = { kind: 'offline', place: 'outside', functionName: null, accountId: null } as const;
  return { takenAt: writtenAt, ...place, target, source: seen(source, 0), probes: NOT_PROBED };
}

function sourceIn(
  { described, given, functions, capacityProviders }: Imported,
  source: NonNullable<Question['source']>,
): Source {
  if ('functionName' in source) return placeOfFunction(functions, capacityProviders, source.functionName);
  const known = new Set(described.subnets.map(({ SubnetId }) => SubnetId));
  const missing = source.subnetIds.find((id) => given.has('subnets') && !known.has(id));
  if (missing !== undefined) throw new UsageError(`--subnet: no file holds ${missing} (describe-subnets)`);
  const groups = new Set(described.securityGroups.map(({ GroupId }) => GroupId));
  const stranger = source.securityGroupIds.find((id) => given.has('securityGroups') && !groups.has(id));
  if (stranger !== undefined)
    throw new UsageError(`--security-group: no file holds ${stranger} (describe-security-groups)`);
  return source;
}

function placeOfFunction(
  functions: Imported['functions'],
  providers: Imported['capacityProviders'],
  name: string,
): Source {
  const isArn = name.startsWith('arn:');
  const fitting = functions.filter((one) => (isArn ? one.FunctionArn === name : one.FunctionName === name));
  const places = new Map(fitting.map((one) => [JSON.stringify([one.VpcConfig, providerOf(one)]), one]));
  const [found] = places.values();
  if (fitting.length === 0)
    throw new UsageError(
      `--function: no file describes ${name} (aws lambda get-function-configuration --function-name ${name})`,
    );
  if (places.size > 1)
    throw new UsageError(`--function: the files describe several functions named ${name}: pass its ARN`);
  const arn = found && providerOf(found);
  const provider = providers.findLast(({ CapacityProviderArn }) => CapacityProviderArn === arn);
  if (found?.CapacityProviderConfig && !provider)
    throw new UsageError(
      `--function: ${name} runs on a capacity provider, and no file describes that (aws lambda get-capacity-provider --capacity-provider-name ${arn === undefined ? 'NAME' : arn.slice(arn.lastIndexOf(':') + 1)})`,
    );
  const config: DescribedFunction['VpcConfig'] = provider?.VpcConfig ?? found?.VpcConfig;
  const { VpcId, SubnetIds = [], SecurityGroupIds = [], Ipv6AllowedForDualStack } = config ?? {};
  return {
    kind: 'lambda',
    vpcId: VpcId || null,
    subnetIds: SubnetIds,
    securityGroupIds: SecurityGroupIds,
    addresses: [],
    ...(Ipv6AllowedForDualStack === undefined ? {} : { usesIpv6: Ipv6AllowedForDualStack }),
  };
}

const providerOf = ({ CapacityProviderConfig }: DescribedFunction): string | undefined =>
  CapacityProviderConfig?.LambdaManagedInstancesCapacityProviderConfig?.CapacityProviderArn;

/** Where nothing was given of a kind, what would tell. */
function inventoryOf({ described, given }: Imported, { region, writtenAt: at, secretId }: Question): Inventory {
  const [caller, ...others] = described.callers;
  const { accountId = null, arn = null } = (others.length === 0 && caller) || {};
  // Nothing refers to a prefix list that is not there; and of a secret that nobody named nothing is missing.
  const referred = prefixListIdsIn(described.securityGroups, described.routeTables);
  const isNeedless = (of: ResourceKind) => of === 'prefixLists' && referred.length === 0;
  const isAsked = (of: ResourceKind) => secretId !== undefined || (of !== 'secrets' && of !== 'kmsKeys');
  const reads = RESOURCE_KINDS.map((of) => {
    const about = { of, caller: arn, accountId, region, vpcId: null, vpcIds: vpcIdsOf(of, described), at, tookMs: 0 };
    if (given.has(of) || isNeedless(of)) return { ...about, outcome: 'read' as const, detail: null };
    const outcome = isAsked(of) ? ('failed' as const) : ('skipped' as const);
    return { ...about, outcome, detail: `no file holds the output of ${commandOf(of)}` };
  });
  const resources = resourcesOf((of) => described[of].map((value) => ({ read: RESOURCE_KINDS.indexOf(of), value })));
  return { reads, resources };
}

/** The VPCs of which a folder has all there is of a kind: those that it has any of, as each VPC has subnets, ACLs and tables. */
function vpcIdsOf(of: ResourceKind, described: Described): readonly string[] {
  const { vpcs, vpcEndpoints } = described;
  const some = described[of].flatMap((one) => ('VpcId' in one && one.VpcId) || []);
  if (of !== 'vpcEndpoints') return [...new Set(some)];
  // A VPC may well have no endpoint; but one account's file says nothing of another's.
  const ownerOf = (id: string | undefined) => vpcs.find(({ VpcId }) => VpcId === id)?.OwnerId;
  const told = new Set(vpcEndpoints.map(({ VpcId }) => ownerOf(VpcId)));
  const isOneAccount = new Set(vpcs.map(({ OwnerId }) => OwnerId)).size <= 1;
  return vpcs.filter(({ OwnerId }) => isOneAccount || told.has(OwnerId)).map(({ VpcId }) => VpcId);
}
