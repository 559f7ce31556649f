import { matchesProtocol, portsOf } from '../../../evaluate/network/protocol.ts';
import type { IpPermission, SecurityGroup } from '../../../model/aws.ts';
import { type Check, defineCheck } from '../../../model/check.ts';
import type { CheckedCode, Code } from '../../../model/codes.ts';
import { isOfExperiment } from '../../../model/experiment-tags.ts';
import type { PredictedPath } from '../../../model/predicted-path.ts';
import { effectOf } from '../../../model/ruling.ts';
import type { Target } from '../../../model/run.ts';
import type { Step } from '../../../model/step.ts';
import { holds } from '../../../net/range.ts';
import { fittingLists } from '../../../words/fitting.ts';
import { shortList } from '../../../words/list-of.ts';
import { sayRuling } from '../../../words/ruling.ts';
import { allowInGroup, type Peer, seesGroups } from '../../steps/groups.ts';
import { describeClients, describeEndpoint, judgeHops, type Obstacle } from './judge-hops.ts';

interface GroupFailure {
  readonly code: CheckedCode;
  /** Whether the groups block everything, or part of what goes through them. */
  readonly extent: 'all' | 'part';
  readonly title: string;
  readonly healthy: string;
  readonly direction: 'in' | 'out';
  readonly steps: (obstacle: Obstacle, target: Target, securityGroups: readonly SecurityGroup[]) => readonly Step[];
}

/** A path's own ruling cannot tell whether a group allows other paths: all paths together do. */
const GROUP_CODES: Readonly<Record<'in' | 'out', readonly Code[]>> = {
  out: ['sg/client-egress-missing', 'sg/client-egress-cidr'],
  in: ['sg/endpoint-ingress-missing', 'sg/ingress-cidr-excludes-subnet'],
};

/** A check for security groups that block paths: whom they allow, and who is at the other end. */
export function groupCheck({ code, extent, title, healthy, direction, steps }: GroupFailure): Check {
  return defineCheck({
    code,
    title,
    healthy,
    needs: ['securityGroups', 'predictedPaths', 'target'],
    wants: ['paths'],
    evaluate({ securityGroups, predictedPaths, target, paths }) {
      const position = { kind: 'security-group', leg: 'forward', direction } as const;
      return judgeHops(
        GROUP_CODES[direction],
        [position],
        { predictedPaths, paths },
        (obstacle) => {
          const { resource, hop } = obstacle;
          const at = securityGroups.findIndex((group) => group.GroupId === resource);
          const groups = securityGroups.filter((group) => hop.resources.includes(group.GroupId));
          const { rule, detail } = sayRuling(hop.ruling);
          return {
            summary: fittingLists((most) => summaryOf(obstacle, groups, direction, target.port, most)),
            evidence: {
              fact: 'securityGroups',
              path: `[${at}].${direction === 'in' ? 'IpPermissions' : 'IpPermissionsEgress'}`,
              shows: `${shortList(hop.resources)}: ${detail ?? rule ?? 'no rule allows it'}`,
            },
            steps: steps(obstacle, target, securityGroups),
          };
        },
        extent,
      );
    },
  });
}

function summaryOf(
  { hop, predictedPaths }: Obstacle,
  groups: readonly SecurityGroup[],
  direction: 'in' | 'out',
  port: number,
  most: number,
): string {
  const peers = [...new Set(groups.flatMap((group) => peersOn(group, direction, port)))];
  const ids = shortList(hop.resources, most);
  const many = hop.resources.length > 1;
  const [from, to] = [describeClients(predictedPaths, most), describeEndpoint(predictedPaths, most)];
  const bound = direction === 'in' ? 'inbound' : 'outbound';
  const others = direction === 'in' ? `the client is ${from}` : `the endpoint is at ${to}`;
  if (peers.length === 0) return `${ids} ${many ? 'have' : 'has'} no ${bound} rule for TCP ${port}; ${others}.`;
  const { detail } = sayRuling(hop.ruling);
  const partly = effectOf(hop.ruling) === 'mixed' && detail ? `, and traffic ${detail}` : '';
  return `${ids} ${many ? 'allow' : 'allows'} ${bound} TCP ${port} only ${direction === 'in' ? 'from' : 'to'} ${shortList(peers, most)}; ${others}${partly}.`;
}

/** Whom the rules for a port name. */
function peersOn(group: SecurityGroup, direction: 'in' | 'out', port: number): readonly string[] {
  const permissions = direction === 'in' ? group.IpPermissions : group.IpPermissionsEgress;
  return permissions
    .filter(
      ({ IpProtocol, FromPort, ToPort }) =>
        matchesProtocol(IpProtocol, 'tcp') && holds(portsOf(IpProtocol, FromPort, ToPort), BigInt(port)),
    )
    .flatMap(namesIn);
}

const namesIn = (permission: IpPermission): readonly string[] => [
  ...permission.IpRanges.map((one) => one.CidrIp),
  ...permission.Ipv6Ranges.map((one) => one.CidrIpv6),
  ...permission.UserIdGroupPairs.map((one) => one.GroupId),
  ...permission.PrefixListIds.map((one) => one.PrefixListId),
];

/** The rules that open an endpoint's group to the client. */
export const allowIngress = ({ resource, predictedPaths }: Obstacle, target: Target): readonly Step[] =>
  peersOf(predictedPaths, ({ source }) => [source.groupIds[0], source.addresses]).map((peer) =>
    allowInGroup('ingress', resource, target, peer),
  );

/** The rules that open the client's group to the endpoint. A group that an experiment takes away again is no peer. */
export function allowEgress(
  { resource, predictedPaths }: Obstacle,
  target: Target,
  securityGroups: readonly SecurityGroup[],
): readonly Step[] {
  const passing = new Set(securityGroups.filter(isOfExperiment).map(({ GroupId }) => GroupId));
  const lasting = (ids: readonly string[]) => ids.find((id) => !passing.has(id));
  return peersOf(predictedPaths, ({ destination, address }) => [lasting(destination.groupIds), address]).map((peer) =>
    allowInGroup('egress', resource, target, peer),
  );
}

/** Each peer once: its group where that can be named, else its addresses. */
function peersOf(
  predictedPaths: readonly PredictedPath[],
  peerOf: (predicted: PredictedPath) => readonly [group: string | undefined, addresses: string],
): readonly Peer[] {
  const peers = predictedPaths.map((predicted): readonly [string, Peer] => {
    const [group, addresses] = peerOf(predicted);
    if (group && seesGroups(predicted)) return [group, { group }];
    const block = addresses.includes('/') ? addresses : `${addresses}/${predicted.family === 6 ? 128 : 32}`;
    return [block, predicted.family === 6 ? { ipv6: block } : { ipv4: block }];
  });
  return [...new Map(peers).values()];
}
