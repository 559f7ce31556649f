import { CONFIGURATION_NAMES, type ConfigurationName } from '../model/configuration.ts';
import { BugError } from '../model/errors.ts';
import type { Facts, Observations } from '../model/facts.ts';
import { type Inventory, RESOURCES, type Read, type ResourceKind, resourcesOf } from '../model/inventory.ts';

/** Facts of one run, from what it saw under the names that checks know. */
export function factsOf(observations: Observations, takenAt: string, tool: Facts['tool']): Facts {
  const { target, vantage, source } = observations;
  if (target.state === 'unseen' || vantage.state === 'unseen') throw new BugError('a run without target or vantage');
  const { environment, executionEnvironment, place, serviceDns, vpcResolverDns, endpointDns } = observations;
  const { tcp, tls, http, credentials, secret } = observations;
  const told = { environment, executionEnvironment, place };
  const probes = { ...told, serviceDns, vpcResolverDns, endpointDns, tcp, tls, http, credentials, secret };
  const run = { takenAt, ...vantage.value, target: target.value, source, probes };
  return { schema: 2, tool, runs: [run], inventory: inventoryOf(observations, takenAt, target.value.region) };
}

function inventoryOf(observations: Observations, at: string, region: string): Inventory {
  const { caller, vantage } = observations;
  const told = vantage.state === 'seen' ? vantage.value.accountId : null;
  const { accountId, arn = null } = caller.state === 'seen' ? caller.value : { accountId: told };
  const vpcId = vpcIdOf(observations);
  const looks = (Object.keys(CONFIGURATION_NAMES) as ConfigurationName[]).flatMap((name) => {
    const of = CONFIGURATION_NAMES[name];
    return of === null ? [] : [{ of, one: observations[name] }];
  });
  const reads = looks.map(({ of, one }) => ({
    ...{ of, caller: arn, accountId, region, vpcId, vpcIds: vpcIdsOf(of, observations), at },
    ...outcomeOf(one),
  }));
  const resources = resourcesOf((kind) =>
    looks.flatMap(({ of, one }, read) =>
      of === kind && one.state === 'seen' ? listOf(one.value).map((value) => ({ read, value })) : [],
    ),
  );
  return { reads, resources };
}

function vpcIdOf({ source, vpc }: Observations): string | null {
  if (vpc.state === 'seen') return vpc.value.VpcId;
  return source.state === 'seen' ? source.value.vpcId : null;
}

/** The VPCs of which a read of a kind brought all there is. */
function vpcIdsOf(of: ResourceKind, observations: Observations): readonly string[] {
  const { allOf } = RESOURCES[of].reading;
  const { subnets } = observations;
  if (allOf === undefined) return [];
  const both =
    allOf === 'both-vpcs' && subnets.state === 'seen' ? subnets.value.flatMap(({ VpcId }) => VpcId ?? []) : [];
  return [...new Set([vpcIdOf(observations) ?? [], both].flat())];
}

const outcomeOf = (one: Observations[ConfigurationName]): Pick<Read, 'outcome' | 'detail' | 'tookMs'> =>
  one.state === 'seen'
    ? { outcome: 'read', detail: null, tookMs: one.tookMs }
    : { outcome: one.why, detail: one.detail, tookMs: 0 };

/** What a fact holds: many resources, one, or the word that there is none. */
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === null ? [] : [value]);
