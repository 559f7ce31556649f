import type { NetworkInterface, VpcEndpoint } from '@aws-sdk/client-ec2';
import { admission, admittedBy, groupIdsOf, sourcesOf } from './admitted.ts';
import { isAwsOwn, isCaller } from './is-caller.ts';
import { leavesVpc } from './leaves-vpc.ts';
import { isItself, isOfService, type Planned, plannedIn } from './planned.ts';
import type { Clients } from './read-clients.ts';
import type { LookupRequest } from './request.ts';

/** Whom private DNS takes a service from: one line for the stack's outputs, and an objection where it happens now. */
export interface CutOff {
  readonly text: string;
  readonly objection: string | null;
}

/**
 * Private DNS moves a service's name to the endpoint for the whole VPC, and the endpoint lets in whom its groups name. Everybody
 * else who has a way out today reached the service until then.
 */
export function cutOffBy(request: LookupRequest, endpointsOfVpc: readonly VpcEndpoint[], clients: Clients): CutOff {
  const moving = plannedIn(request).filter(({ privateDns }) => privateDns);
  const lines: string[] = [];
  let objection: string | null = null;
  for (const planned of moving) {
    const { interfaces, routeTables } = clients;
    const isLetIn = admission(admittedBy(planned, request, clients), clients);
    const refused = interfaces.filter((one) => isCaller(one) && leavesVpc(one, routeTables) && !isLetIn(one));
    const unknown = interfaces.filter((one) => isAwsOwn(one) && leavesVpc(one, routeTables) && !isLetIn(one));
    const unjudged = unknown.length > 0 ? `, not judged, as AWS's own: ${listOf(unknown)}` : '';
    lines.push(`${planned.service}: ${listOf(refused)}${unjudged}`);
    // Whom an endpoint with private DNS refuses already loses nothing any more.
    const now = endpointNow(planned, request, endpointsOfVpc);
    const wasLetIn = now ? admission(sourcesOf(groupIdsOf(now), clients.groupsNow), clients) : () => true;
    const losing = interfaces.filter(
      (one) => isCaller(one) && !isLetIn(one) && wasLetIn(one) && (now !== undefined || leavesVpc(one, routeTables)),
    );
    if (losing.length > 0 && request.AllowCutOff !== 'true') objection ??= objectionTo(planned, losing, now);
  }
  return { text: lines.join('; ') || 'nobody: private DNS is off', objection };
}

/** The stack's endpoint of a service, if the service's name leads to it. */
const endpointNow = (planned: Planned, request: LookupRequest, endpoints: readonly VpcEndpoint[]) =>
  endpoints.find((one) => isOfService(one, planned) && one.PrivateDnsEnabled === true && isItself(one, request));

/** The groups that say today whom this stack's endpoints let in. */
export const groupIdsNow = (request: LookupRequest, endpointsOfVpc: readonly VpcEndpoint[]): readonly string[] =>
  plannedIn(request).flatMap((planned) => groupIdsOf(endpointNow(planned, request, endpointsOfVpc) ?? {}));

const objectionTo = (
  { service }: Planned,
  refused: readonly NetworkInterface[],
  now: VpcEndpoint | undefined,
): string =>
  `Private DNS sends every call of ${service} in this VPC to ${now ? `${now.VpcEndpointId}, which would refuse from now on` : 'the new endpoint, which refuses'} ${counted(refused)} with these groups: ${listOf(refused)}. Let them in with "resourcesSecurityGroupIds" or "ingressCidrs", or set "allowCutOff" to true if none of them uses ${service}.`;

const counted = ({ length }: readonly unknown[]) => `${length} network interface${length === 1 ? '' : 's'}`;

const MOST_LISTED = 6;

/** By groups, the most numerous first, each with one of its interfaces. */
function listOf(refused: readonly NetworkInterface[]): string {
  const byGroups = [...Map.groupBy(refused, (one) => groupIdsOf(one).toSorted().join('+') || 'no group')];
  const sorted = byGroups.toSorted(([, one], [, other]) => other.length - one.length);
  const listed = sorted.slice(0, MOST_LISTED).map(([ids, [first, ...others]]) => {
    const id = first?.NetworkInterfaceId ?? '';
    return `${ids} (${others.length === 0 ? id : `${others.length + 1}, such as ${id}`})`;
  });
  const more = sorted.length - listed.length;
  return [...listed, ...(more > 0 ? [`and ${more} more`] : [])].join(', ') || 'nobody';
}
