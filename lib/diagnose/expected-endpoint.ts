import type { NetworkInterface, VpcEndpoint } from '../model/aws.ts';
import type { Observations } from '../model/facts.ts';
import { type Observation, seen, unseen } from '../model/observation.ts';
import { servesTarget } from '../model/target.ts';
import { isLiving } from '../model/vpc-endpoint.ts';

/**
 * The endpoint under test: the one that was named, else the only one of the service in the client's VPC, else the only one
 * there with private DNS. Null where we looked and there is none; unseen where looking shows nothing, as in a shared VPC.
 */
export function expectedEndpointOf(observations: Observations): Observation<VpcEndpoint | null> {
  const { target, vpcEndpoints } = observations;
  if (target.state === 'unseen') return target;
  if (vpcEndpoints.state === 'unseen') return vpcEndpoints;
  const named = target.value.endpoint.vpcEndpointId;
  const found = vpcEndpoints.value.find((one) => one.VpcEndpointId === named);
  if (found) return seen(found, 0);
  if (named !== undefined) return goneOrInvisible(named, observations);
  const ofService = vpcEndpoints.value.filter((one) => servesTarget(one.ServiceName, target.value));
  if (ofService.length === 0) return noneOrInvisible(observations);
  const living = ofService.filter(isLiving);
  const withPrivateDns = living.filter((one) => one.PrivateDnsEnabled === true);
  for (const candidates of [ofService, living, withPrivateDns]) {
    const [only, ...others] = candidates;
    if (only && others.length === 0) return seen(only, 0);
  }
  return unseen('skipped', `the VPC has ${ofService.length} endpoints of the service; name the expected one`);
}

/** An endpoint that was named may be another account's, and is gone for certain only when its own names are. */
function goneOrInvisible(named: string, { endpointDns, vpc, caller }: Observations): Observation<null> {
  const isGone =
    endpointDns.state === 'seen' &&
    endpointDns.value.queries.length > 0 &&
    endpointDns.value.queries.every((query) => query.outcome === 'name-not-found');
  if (isGone) return seen(null, 0);
  const sharedFrom = ownerOfSharedVpc(vpc, caller);
  return sharedFrom.state === 'seen' && sharedFrom.value !== null
    ? unseen('denied', invisibleIn(sharedFrom.value))
    : unseen('skipped', `${named} is not among the endpoints that can be seen: it is gone, or it is another account's`);
}

/** An account that only takes part in a shared VPC can use its endpoints and cannot see them. Source: PrivateLink guide. */
function noneOrInvisible({ vpc, caller }: Observations): Observation<null> {
  const sharedFrom = ownerOfSharedVpc(vpc, caller);
  if (sharedFrom.state === 'unseen')
    return unseen(sharedFrom.why, `no endpoint is visible, and whose VPC it is is not known: ${sharedFrom.detail}`);
  if (sharedFrom.value === null) return seen(null, 0);
  return unseen('denied', invisibleIn(sharedFrom.value));
}

/** The other account that owns the client's VPC; null where the VPC is the caller's own. */
function ownerOfSharedVpc(vpc: Observations['vpc'], caller: Observations['caller']): Observation<string | null> {
  if (vpc.state === 'unseen') return vpc;
  if (caller.state === 'unseen') return caller;
  const { OwnerId } = vpc.value;
  if (OwnerId === undefined) return unseen('skipped', 'its owner was not told');
  return seen(OwnerId === caller.value.accountId ? null : OwnerId, 0);
}

export const invisibleIn = (owner: string): string =>
  `the VPC belongs to account ${owner}, and its endpoints are visible there alone`;

/**
 * Another endpoint of the service that has the name in the client's VPC, where the expected one has not: private DNS of a name is
 * on for one endpoint of a VPC alone, and reaches no other VPC. Null where there is none. Source: PrivateLink guide, "Create a VPC
 * endpoint".
 */
export function conflictingEndpointOf(
  { target, vpcEndpoints, vpc }: Observations,
  endpoint: Observation<VpcEndpoint | null>,
): Observation<VpcEndpoint | null> {
  if (target.state === 'unseen') return target;
  if (vpcEndpoints.state === 'unseen') return vpcEndpoints;
  if (endpoint.state === 'unseen') return endpoint;
  const expected = endpoint.value;
  const here = vpc.state === 'seen' ? vpc.value.VpcId : expected?.VpcId;
  if (expected?.VpcId === undefined || here === undefined) return seen(null, 0);
  if (expected.VpcId === here && expected.PrivateDnsEnabled !== false) return seen(null, 0);
  const found = vpcEndpoints.value.find(
    (one) =>
      one.VpcEndpointId !== expected.VpcEndpointId &&
      one.VpcId === here &&
      one.PrivateDnsEnabled === true &&
      servesTarget(one.ServiceName, target.value) &&
      isLiving(one),
  );
  return seen(found ?? null, 0);
}

/** The endpoint's interfaces as EC2 has them; unseen unless every one of them was read. */
export function interfacesOf(
  endpoint: Observation<VpcEndpoint | null>,
  networkInterfaces: Observations['networkInterfaces'],
): Observation<readonly NetworkInterface[]> {
  if (endpoint.state === 'unseen') return endpoint;
  if (networkInterfaces.state === 'unseen') return networkInterfaces;
  const ids = new Set(endpoint.value?.NetworkInterfaceIds);
  const found = networkInterfaces.value.filter((one) => ids.has(one.NetworkInterfaceId));
  if (ids.size === 0) return unseen('skipped', 'there is no endpoint, or it has no network interface');
  return found.length === ids.size
    ? seen(found, 0)
    : unseen('skipped', 'not every network interface of the endpoint was found');
}
