import type { Place } from '../../model/place.ts';
import { askMetadata } from './ask-metadata.ts';
import { allOf, isAddress, isCidr, isVpcId, isZone, oneOf } from './metadata-forms.ts';

/** The agent's address; whatever else the variable names is not asked. */
const AGENT = 'http://169.254.170.2';

const PATH = /^\/v4\/[\w-]{1,200}$/;

/** Where a task is told about itself; null where the variable names another place, which is not asked. */
export function taskMetadataIn(uri: string, agent: string = AGENT): URL | null {
  return uri.startsWith(agent) && PATH.test(uri.slice(agent.length)) ? URL.parse(uri) : null;
}

/**
 * What ECS tells a task of its place; null where it is of no known form. Addresses and subnet are the task's own in the network
 * mode awsvpc alone. Groups are not told, nor are the VPC's CIDRs.
 * Source: ECS Developer Guide, "Task metadata endpoint version 4".
 */
export async function ecsTaskPlace(url: URL, kind: Place['kind'], signal: AbortSignal): Promise<Place | null> {
  const [container, task] = await Promise.all([
    askMetadata(url, { signal }),
    askMetadata(new URL(`${url.href}/task`), { signal }).catch(() => null),
  ]);
  const network = networkIn(objectIn(container));
  const { AvailabilityZone, VPCID } = objectIn(task);
  const [vpcId, availabilityZone] = [oneOf(VPCID, isVpcId), oneOf(AvailabilityZone, isZone)];
  const addresses = [...allOf(network.IPv4Addresses, isAddress), ...allOf(network.IPv6Addresses, isAddress)];
  if (vpcId === undefined && availabilityZone === undefined && addresses.length === 0) return null;
  return {
    toldBy: 'ecs-task-metadata',
    kind,
    ...(vpcId ? { vpcId } : {}),
    vpcCidrs: [],
    subnetCidrs: [network.IPv4SubnetCIDRBlock, network.IPv6SubnetCIDRBlock].flatMap((one) => oneOf(one, isCidr) ?? []),
    securityGroupIds: [],
    ...(availabilityZone ? { availabilityZone } : {}),
    addresses,
    publicAddresses: [],
  };
}

type Told = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Told => typeof value === 'object' && value !== null;

/** In other modes a container's addresses are those of a bridge. */
function networkIn({ Networks }: Told): Told {
  const first: unknown = Array.isArray(Networks) ? Networks[0] : undefined;
  return isObject(first) && first.NetworkMode === 'awsvpc' ? first : {};
}

function objectIn(body: string | null): Told {
  try {
    const value: unknown = JSON.parse(body ?? 'null');
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
