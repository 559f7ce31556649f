import type { Facts, Observations } from '../model/facts.ts';
import type { Inventory, Resource, ResourceKind } from '../model/inventory.ts';
import { type Observation, seen, unseen } from '../model/observation.ts';
import type { Run, Target } from '../model/run.ts';
import { isNamesake, isSecretAsked, regionInArn } from '../services/secret-id.ts';
import { lazy } from './lazy.ts';
import { foundIn, type InRegion, inRegion, kept, orMissing, tells, whyNone } from './looked-up.ts';
import { judgedRuns } from './runs.ts';

const made = new WeakMap<Facts, readonly Observations[]>();

/** What each run is judged by: its own observations, and what the inventory holds of its surroundings. Once for the same facts. */
export function observationsOf(facts: Facts): readonly Observations[] {
  const all = made.get(facts) ?? judgedRuns(facts).map((run) => around(run, facts.inventory));
  made.set(facts, all);
  return all;
}

function around({ source, target, probes, ...vantage }: Run, inventory: Inventory): Observations {
  const { kind, place, functionName, accountId } = vantage;
  const region = inRegion(inventory, target.region);
  const vpcId = vpcIdOf(source, region('subnets'));
  const isHere = (of: string | undefined) => vpcId === null || of === undefined || of === vpcId;
  const { vpcEndpointId: named } = target.endpoint;
  const isAbout = (of: ResourceKind) =>
    vpcId === null || inventory.reads.some((read) => tells(read, of, target.region, vpcId));
  const found = kept(region('vpcEndpoints'), (one) => isHere(one.VpcId) || one.VpcEndpointId === named);
  const isTold = found.state === 'unseen' || found.value.length > 0 || isAbout('vpcEndpoints');
  const endpoints = isTold ? found : unseen('failed', `what was read doesn't include the endpoints in ${vpcId}`);
  const theirs = new Set(endpoints.state === 'seen' ? endpoints.value.map(({ VpcId }) => VpcId) : []);
  const near = <T extends { readonly VpcId?: string | undefined }>(all: Observation<readonly T[]>) =>
    kept(all, ({ VpcId }) => isHere(VpcId) || theirs.has(VpcId));
  return lazy<Observations>({
    ...mapped(probes),
    target: () => seen(target, 0),
    vantage: () => seen({ kind, place, functionName, accountId }, 0),
    source: () => source,
    caller: () => callerIn(inventory, target.region, ofVpc(region('vpcs'), source, vpcId)),
    vpc: () => ofVpc(region('vpcs'), source, vpcId),
    vpcDnsAttributes: () => ofVpc(region('vpcDnsAttributes'), source, vpcId),
    dhcpOptions: () => dhcpOptionsOf(ofVpc(region('vpcs'), source, vpcId), region('dhcpOptions')),
    subnets: () => near(region('subnets')),
    networkAcls: () => near(region('networkAcls')),
    routeTables: () => near(region('routeTables')),
    vpcEndpoints: () => endpoints,
    networkInterfaces: () => near(region('networkInterfaces')),
    securityGroups: () => region('securityGroups'),
    prefixLists: () => region('prefixLists'),
    endpointService: () =>
      foundIn(region('endpointServices'), ({ privateDnsNames }) => privateDnsNames.includes(target.host)),
    secretDescription: () => secretOf(region, target),
    kmsKey: () => keyOf(region, target),
  });
}

const mapped = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, () => value])) as {
    readonly [K in keyof T]: () => T[K];
  };

/** The VPC that the source is in; null where nothing tells. */
function vpcIdOf(source: Run['source'], subnets: Observation<readonly Resource<'subnets'>[]>): string | null {
  if (source.state === 'unseen') return null;
  const { vpcId, subnetIds } = source.value;
  if (vpcId !== null || subnets.state === 'unseen') return vpcId;
  return subnets.value.find(({ SubnetId }) => subnetIds.includes(SubnetId))?.VpcId ?? null;
}

function ofVpc<T extends { readonly VpcId: string }>(
  all: Observation<readonly T[]>,
  source: Run['source'],
  vpcId: string | null,
): Observation<T> {
  if (all.state === 'seen' && source.state === 'unseen') return source;
  return orMissing(
    foundIn(all, ({ VpcId }) => VpcId === vpcId),
    vpcId === null ? "the source's VPC isn't known" : `what was read doesn't include ${vpcId}`,
  );
}

/** `default` as an option set's id means that there is none. Source: VPC User Guide, "DHCP option sets". */
function dhcpOptionsOf(
  vpc: Observation<Resource<'vpcs'>>,
  all: Observation<readonly Resource<'dhcpOptions'>[]>,
): Observations['dhcpOptions'] {
  if (all.state === 'unseen') return all;
  if (vpc.state === 'unseen') return vpc;
  const { DhcpOptionsId: id = 'default' } = vpc.value;
  const found = foundIn(all, ({ DhcpOptionsId }) => DhcpOptionsId === id);
  return id === 'default' ? found : orMissing(found, `what was read doesn't include ${id}`);
}

/** Who looked for endpoints there: of several accounts the one that owns the VPC, since it alone sees all of them. */
function callerIn(inventory: Inventory, region: string, vpc: Observations['vpc']): Observations['caller'] {
  const own = inventory.reads.filter((read) => read.region === region);
  const here = vpc.state === 'seen' ? own.filter((read) => tells(read, 'vpcEndpoints', region, vpc.value.VpcId)) : [];
  const looked = new Set((here.length > 0 ? here : own).map(({ accountId }) => accountId));
  // An account is one in every Region.
  const callers = Object.values(inventory.resources.callers).filter(({ value }) => looked.has(value.accountId));
  const owner = vpc.state === 'seen' ? vpc.value.OwnerId : undefined;
  const caller = callers.find(({ value }) => value.accountId === owner) ?? callers[0];
  if (caller === undefined) return whyNone(own.filter(({ of }) => of === 'callers'));
  return seen(caller.value, inventory.reads[caller.read]?.tookMs ?? 0);
}

type Asked = Pick<Target, 'region' | 'secretId'>;

/**
 * The secret that was asked for, as it was described: that of the target's own Region before others of its name. Without one, that of
 * its account and name, which an ARN that is asked for is not the ARN of.
 */
function secretOf(told: InRegion, { region, secretId }: Asked): Observations['secretDescription'] {
  if (secretId === null) return unseen('skipped', 'no secret was given');
  const all = told('secrets');
  if (all.state === 'unseen') return all;
  const isHere = (arn: string) => regionInArn(arn) === region;
  const own = all.value.filter(({ arn }) => isSecretAsked(arn, secretId));
  const namesakes = all.value.filter(({ arn }) => isNamesake(arn, secretId));
  const found = [own, namesakes].flatMap((some) => some.find(({ arn }) => isHere(arn)) ?? some[0] ?? [])[0];
  return orMissing({ ...all, value: found ?? null }, "what was read doesn't include the secret");
}

/** The key that the secret is under, by its ARN, its id, or an alias where no other can be meant. */
function keyOf(told: InRegion, asked: Asked): Observations['kmsKey'] {
  const [keys, secrets, secret] = [told('kmsKeys'), told('secrets'), secretOf(told, asked)];
  if (keys.state === 'unseen') return keys;
  if (secret.state === 'unseen') return secret;
  // Another secret's key decides nothing.
  if (asked.secretId === null || !isSecretAsked(secret.value.arn, asked.secretId))
    return unseen('failed', "what was read doesn't include the secret");
  const { kmsKeyId } = secret.value;
  if (kmsKeyId === null) return seen(null, keys.tookMs);
  const isOnly = keys.value.length === 1 && secrets.state === 'seen' && secrets.value.length === 1;
  const isAlias = /(^|:)alias\//.test(kmsKeyId) && isOnly;
  const found = foundIn(keys, ({ arn }) => arn === kmsKeyId || arn.endsWith(`:key/${kmsKeyId}`) || isAlias);
  return orMissing(found, `what was read doesn't include the key ${kmsKeyId}`);
}
