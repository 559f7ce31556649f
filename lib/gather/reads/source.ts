import { networkInterfaces } from 'node:os';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { GetCapacityProviderCommand, GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { type Observation, seen, unseen } from '../../model/observation.ts';
import type { Source } from '../../model/run.ts';
import { type Api, ask } from './api.ts';
import { describeInterfacesWithMac } from './network-interfaces.ts';

/** The IAM actions this gatherer calls, beside those of network interfaces. */
export const actions = ['lambda:GetFunctionConfiguration', 'lambda:GetCapacityProvider'] as const;

/**
 * A function's place in its VPC, as Lambda has it: of one that runs on a capacity provider, that of the provider's instances.
 * Source: Lambda API Reference, GetFunctionConfiguration and GetCapacityProvider.
 */
export async function sourceOfFunction(lambda: Api<LambdaClient>, functionName: string): Promise<Observation<Source>> {
  const told = await ask(lambda, actions[0], (client, abort) =>
    client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }), abort),
  );
  if (told.state === 'unseen') return told;
  const { VpcConfig, CapacityProviderConfig } = told.value;
  const provider = CapacityProviderConfig?.LambdaManagedInstancesCapacityProviderConfig?.CapacityProviderArn;
  if (provider !== undefined) return sourceOfProvider(lambda, provider);
  if (CapacityProviderConfig) return unseen('failed', `${functionName} runs on a capacity provider that isn't named`);
  return seen(
    {
      ...placeOf(VpcConfig ?? {}),
      vpcId: VpcConfig?.VpcId || null,
      usesIpv6: VpcConfig?.Ipv6AllowedForDualStack === true,
    },
    told.tookMs,
  );
}

const sourceOfProvider = (lambda: Api<LambdaClient>, arn: string): Promise<Observation<Source>> =>
  ask(lambda, actions[1], async (client, abort) => {
    const command = new GetCapacityProviderCommand({ CapacityProviderName: providerNameIn(arn) });
    const { CapacityProvider } = await client.send(command, abort);
    return placeOf(CapacityProvider?.VpcConfig ?? {});
  });

/** The last part of `arn:aws:lambda:REGION:ACCOUNT:capacity-provider:NAME`. */
const providerNameIn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

interface VpcPlace {
  readonly SubnetIds?: string[] | undefined;
  readonly SecurityGroupIds?: string[] | undefined;
}

/** Subnets tell their VPC, where nothing else does. */
const placeOf = ({ SubnetIds = [], SecurityGroupIds = [] }: VpcPlace): Source => ({
  kind: 'lambda',
  vpcId: null,
  subnetIds: SubnetIds,
  securityGroupIds: SecurityGroupIds,
  addresses: [],
});

/** This host's place: the network interface that has its hardware address, which no other has, as an IP address may be. */
export async function sourceOfHost(
  ec2: Api<EC2Client>,
  own: readonly string[] = ownMacs(),
): Promise<Observation<Source>> {
  if (own.length === 0) return unseen('skipped', 'this host has no network interface of its own');
  const found = await describeInterfacesWithMac(ec2, own);
  if (found.state === 'unseen') return found;
  const [first, ...others] = found.value;
  if (!first) return unseen('skipped', "this host isn't among this account's network interfaces in this Region");
  if (others.length > 0)
    return unseen(
      'skipped',
      `this host has ${found.value.length} network interfaces; which one it calls from isn't known`,
    );
  const { VpcId, SubnetId, Groups, PrivateIpAddress, Ipv6Addresses, Association } = first;
  const addresses = [PrivateIpAddress, ...Ipv6Addresses.map((one) => one.Ipv6Address)];
  return seen(
    {
      kind: process.platform === 'win32' ? 'windows' : 'linux',
      vpcId: VpcId ?? null,
      subnetIds: SubnetId ? [SubnetId] : [],
      securityGroupIds: Groups.flatMap(({ GroupId }) => GroupId ?? []),
      addresses: addresses.filter((address) => address !== undefined),
      hasPublicAddress: Association?.PublicIp !== undefined,
      usesIpv6: Ipv6Addresses.length > 0,
    },
    found.tookMs,
  );
}

function ownMacs(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return [...new Set(all.filter((one) => !one.internal).map((one) => one.mac))];
}
