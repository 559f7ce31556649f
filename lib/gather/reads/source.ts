import { networkInterfaces } from 'node:os';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { type Observation, seen, unseen } from '../../model/observation.ts';
import type { Source } from '../../model/run.ts';
import { placeOfInstances } from '../place-of-instances.ts';
import { type Api, ask, whenSeen } from './api.ts';
import { describeInterfacesWithMac } from './network-interfaces.ts';

/** The IAM actions this gatherer calls, beside those of network interfaces. */
export const actions = ['lambda:GetFunctionConfiguration'] as const;

/** A function's place in its VPC, as Lambda has it. */
export function sourceOfFunction(lambda: Api<LambdaClient>, functionName: string): Promise<Observation<Source>> {
  const asked = ask(lambda, actions[0], async (client, abort) => {
    const command = new GetFunctionConfigurationCommand({ FunctionName: functionName });
    const { VpcConfig, CapacityProviderConfig } = await client.send(command, abort);
    return { VpcConfig, isOnInstances: CapacityProviderConfig !== undefined };
  });
  return whenSeen(asked, async ({ VpcConfig, isOnInstances }): Promise<Observation<Source>> => {
    if (isOnInstances && !VpcConfig?.SubnetIds?.length) return unseen('skipped', placeOfInstances(functionName));
    return seen(
      {
        kind: 'lambda',
        vpcId: VpcConfig?.VpcId || null,
        subnetIds: VpcConfig?.SubnetIds ?? [],
        securityGroupIds: VpcConfig?.SecurityGroupIds ?? [],
        addresses: [],
      },
      0,
    );
  });
}

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
  const { VpcId, SubnetId, Groups, PrivateIpAddress, Ipv6Addresses } = first;
  const addresses = [PrivateIpAddress, ...Ipv6Addresses.map((one) => one.Ipv6Address)];
  return seen(
    {
      kind: process.platform === 'win32' ? 'windows' : 'linux',
      vpcId: VpcId ?? null,
      subnetIds: SubnetId ? [SubnetId] : [],
      securityGroupIds: Groups.flatMap(({ GroupId }) => GroupId ?? []),
      addresses: addresses.filter((address) => address !== undefined),
    },
    found.tookMs,
  );
}

function ownMacs(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return [...new Set(all.filter((one) => !one.internal).map((one) => one.mac))];
}
