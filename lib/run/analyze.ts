import { emptyResources } from '../facts/facts-of.ts';
import { mergeFacts } from '../facts/merge.ts';
import {
  type Described,
  type DescribeFile,
  type Imported,
  importDescribeOutput,
} from '../gather/import/describe-output.ts';
import { commandOf } from '../gather/import/described-kinds.ts';
import type { JsonFile } from '../gather/import/read-json.ts';
import { parseRecordedFacts } from '../gather/import/recorded-facts.ts';
import { endpointOf, targetOf } from '../gather/target-of.ts';
import { UsageError } from '../model/errors.ts';
import type { Facts } from '../model/facts.ts';
import { type Inventory, RESOURCE_KINDS, RESOURCES, type ResourceKind } from '../model/inventory.ts';
import { seen } from '../model/observation.ts';
import { prefixListIdsIn } from '../model/prefix-list-ids.ts';
import type { Run, Source } from '../model/run.ts';
import { TOOL } from '../version.ts';
import { NOT_PROBED } from './inspect.ts';

export interface AnalyzeRequest {
  /** Recordings, as JSON. */
  readonly recorded: readonly DescribeFile[];
  /** What the AWS CLI printed, as JSON. */
  readonly described: readonly JsonFile[];
  /** Whose place to judge by what is described; null: that of the recordings. */
  readonly source: Source | { readonly functionName: string } | null;
  readonly region: string | undefined;
  readonly vpcEndpointId: string | undefined;
  readonly secretId: string | undefined;
}

export interface Offline {
  readonly facts: Facts;
  /** What was given and could not be used, a sentence each. */
  readonly warnings: readonly string[];
}

/** Facts from files alone: recordings of any number of runs, and what the AWS CLI described of any number of accounts. */
export async function analyze(request: AnalyzeRequest): Promise<Offline> {
  const recorded = request.recorded.map(({ content, name }) => parseRecordedFacts(content, name));
  const [first, ...others] = recorded;
  const known = first && mergeFacts(first, ...others);
  if (request.described.length === 0) {
    if (!known) throw new UsageError('no file holds recorded facts');
    return { facts: known, warnings: [] };
  }
  const imported = importDescribeOutput(request.described);
  const region = regionOf(imported, request.region, known?.runs[0]?.target.region);
  // As old as the oldest of them: what is newer elsewhere may have changed since.
  const writtenAt = request.described.map((file) => file.writtenAt).toSorted()[0] ?? '';
  const about = { ...request, region, writtenAt };
  const runs = request.source === null ? [] : [await describedRun(imported, about)];
  const described: Facts = {
    schema: 2,
    tool: TOOL,
    runs,
    inventory: inventoryOf(imported, about),
  };
  return { facts: known ? mergeFacts(known, described) : described, warnings: imported.warnings };
}

interface About extends AnalyzeRequest {
  readonly region: string;
  /** ISO 8601. */
  readonly writtenAt: string;
}

async function describedRun(imported: Imported, about: About): Promise<Run> {
  const { region, source, vpcEndpointId, secretId = null, writtenAt } = about;
  const target = await targetOf({
    region,
    secretId,
    canary: false,
    identity: 'workload',
    endpoint: endpointOf({ vpcEndpointId }, '--endpoint-id'),
  });
  const place = { kind: 'offline', place: 'outside', functionName: null, accountId: null } as const;
  return { takenAt: writtenAt, ...place, target, source: seen(sourceIn(imported, source), 0), probes: NOT_PROBED };
}

function sourceIn({ described, given, functions }: Imported, source: AnalyzeRequest['source']): Source {
  if (source === null || 'functionName' in source) return placeOfFunction(functions, source?.functionName ?? '');
  const known = new Set(described.subnets.map(({ SubnetId }) => SubnetId));
  const missing = source.subnetIds.find((id) => given.has('subnets') && !known.has(id));
  if (missing !== undefined) throw new UsageError(`--subnet: no file holds ${missing} (describe-subnets)`);
  const groups = new Set(described.securityGroups.map(({ GroupId }) => GroupId));
  const stranger = source.securityGroupIds.find((id) => given.has('securityGroups') && !groups.has(id));
  if (stranger !== undefined)
    throw new UsageError(`--security-group: no file holds ${stranger} (describe-security-groups)`);
  return source;
}

function placeOfFunction(functions: Imported['functions'], name: string): Source {
  const isArn = name.startsWith('arn:');
  const fitting = functions.filter((one) => (isArn ? one.FunctionArn === name : one.FunctionName === name));
  const places = new Map(fitting.map(({ VpcConfig }) => [JSON.stringify(VpcConfig), VpcConfig]));
  const [config] = places.values();
  if (fitting.length === 0)
    throw new UsageError(
      `--function: no file describes ${name} (aws lambda get-function-configuration --function-name ${name})`,
    );
  if (places.size > 1) throw new UsageError(`--function: the files describe several functions ${name}: give its ARN`);
  const { VpcId, SubnetIds = [], SecurityGroupIds = [] } = config ?? {};
  return {
    kind: 'lambda',
    vpcId: VpcId || null,
    subnetIds: SubnetIds,
    securityGroupIds: SecurityGroupIds,
    addresses: [],
  };
}

/** Where nothing was given of a kind, what would tell. */
function inventoryOf({ described, given }: Imported, { region, writtenAt: at, secretId }: About): Inventory {
  const [caller, ...others] = described.callers;
  const { accountId = null, arn = null } = (others.length === 0 && caller) || {};
  const resources = emptyResources();
  // Nothing refers to a prefix list that is not there; and of a secret that nobody named nothing is missing.
  const referred = prefixListIdsIn(described.securityGroups, described.routeTables);
  const isNeedless = (of: ResourceKind) => of === 'prefixLists' && referred.length === 0;
  const isAsked = (of: ResourceKind) => secretId !== undefined || (of !== 'secrets' && of !== 'kmsKeys');
  const reads = RESOURCE_KINDS.map((of, read) => {
    const idOf = RESOURCES[of].idOf as (one: unknown) => string;
    resources[of] = Object.fromEntries(described[of].map((value) => [idOf(value), { read, value }]));
    const about = { of, caller: arn, accountId, region, vpcId: null, vpcIds: vpcIdsOf(of, described), at, tookMs: 0 };
    if (given.has(of) || isNeedless(of)) return { ...about, outcome: 'read' as const, detail: null };
    const outcome = isAsked(of) ? ('failed' as const) : ('skipped' as const);
    return { ...about, outcome, detail: `no file holds the output of ${commandOf(of)}` };
  });
  return { reads, resources: resources as unknown as Inventory['resources'] };
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

const REGION = /^[a-z]{2,6}(?:-[a-z]+)+-\d{1,2}/;

/** The Region that the described resources are in: as they tell it themselves, or else as it is said or was recorded. */
function regionOf({ described }: Imported, said: string | undefined, recorded: string | undefined): string {
  const zones = described.subnets.flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []);
  const services = described.vpcEndpoints.flatMap(({ ServiceName }) => ServiceName?.split('.') ?? []);
  const told = [...new Set([...zones, ...services].flatMap((text) => REGION.exec(text)?.[0] ?? []))];
  const [only, ...others] = told;
  if (said !== undefined && only !== undefined && !told.includes(said))
    throw new UsageError(`--region: the files tell of ${told.join(' and ')}, not of ${said}`);
  const region = said ?? (others.length === 0 ? (only ?? recorded) : undefined);
  if (region !== undefined) return region;
  throw new UsageError(
    only === undefined
      ? 'no file tells the Region: pass --region eu-west-2'
      : `the files tell of ${told.join(' and ')}: pass --region to say which to judge`,
  );
}
