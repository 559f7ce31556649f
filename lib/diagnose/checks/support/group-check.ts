import { matchesProtocol, portsOf } from '../../../evaluate/network/protocol.ts';
import type { IpPermission, SecurityGroup } from '../../../model/aws.ts';
import { type Check, defineCheck } from '../../../model/check.ts';
import type { CheckedCode, Code } from '../../../model/codes.ts';
import type { PredictedPath } from '../../../model/predicted-path.ts';
import type { Fix } from '../../../model/problem.ts';
import { effectOf } from '../../../model/ruling.ts';
import type { Target } from '../../../model/run.ts';
import { holds } from '../../../net/range.ts';
import { shortList } from '../../../words/list-of.ts';
import { sayRuling } from '../../../words/ruling.ts';
import { describeClients, describeEndpoint, judgeHops, type Obstacle } from './judge-hops.ts';

interface GroupFailure {
  readonly code: CheckedCode;
  /** Whether the groups close everything, or a part of what goes through them. */
  readonly extent: 'all' | 'part';
  readonly title: string;
  readonly healthy: string;
  readonly direction: 'in' | 'out';
  readonly fixes: (obstacle: Obstacle, target: Target) => readonly Fix[];
}

/** A path's own ruling cannot tell whether a group lets others pass: all paths together do. */
const GROUP_CODES: Readonly<Record<'in' | 'out', readonly Code[]>> = {
  out: ['sg/client-egress-missing', 'sg/client-egress-cidr'],
  in: ['sg/endpoint-ingress-missing', 'sg/ingress-cidr-excludes-subnet'],
};

/** A check for security groups that block paths: whom they let through, and who is at the other end. */
export function groupCheck({ code, extent, title, healthy, direction, fixes }: GroupFailure): Check {
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
            summary: summaryOf(obstacle, groups, direction, target.port),
            evidence: {
              fact: 'securityGroups',
              path: `[${at}].${direction === 'in' ? 'IpPermissions' : 'IpPermissionsEgress'}`,
              shows: `${shortList(hop.resources)}: ${detail ?? rule ?? 'no rule allows it'}`,
            },
            fixes: fixes(obstacle, target),
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
): string {
  const peers = [...new Set(groups.flatMap((group) => peersOn(group, direction, port)))];
  const ids = shortList(hop.resources);
  const many = hop.resources.length > 1;
  const [from, to] = [describeClients(predictedPaths), describeEndpoint(predictedPaths)];
  const others = direction === 'in' ? `the client is ${from}` : `the endpoint is at ${to}`;
  if (peers.length === 0)
    return `${ids} ${many ? 'have' : 'has'} no ${direction === 'in' ? 'inbound' : 'outbound'} rule for TCP ${port}; ${others}.`;
  const { detail } = sayRuling(hop.ruling);
  const partly = effectOf(hop.ruling) === 'mixed' && detail ? `; of those it ${detail}` : '';
  return `${ids} ${many ? 'let' : 'lets'} TCP ${port} ${direction} only ${direction === 'in' ? 'from' : 'to'} ${shortList(peers)}; ${others}${partly}.`;
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

/** The rules that open an endpoint's group to the client, as commands. */
export const allowIngress = ({ resource, predictedPaths }: Obstacle, target: Target): readonly Fix[] =>
  fixesFor(
    predictedPaths,
    (predicted) => [seesGroups(predicted) ? predicted.source.groupIds[0] : undefined, predicted.source.addresses],
    (peer, named) => ({
      say: `Let TCP ${target.port} into ${resource} from ${named}`,
      run: authorize('ingress', resource, target, peer),
    }),
  );

/** The rules that let the client out to the endpoint, as commands. */
export const allowEgress = ({ resource, predictedPaths }: Obstacle, target: Target): readonly Fix[] =>
  fixesFor(
    predictedPaths,
    (predicted) => [seesGroups(predicted) ? predicted.destination.groupIds[0] : undefined, predicted.address],
    (peer, named) => ({
      say: `Let TCP ${target.port} out of ${resource} to ${named}`,
      run: authorize('egress', resource, target, peer),
    }),
  );

/** One fix for each peer: its group where that can be named, else its addresses. */
function fixesFor(
  predictedPaths: readonly PredictedPath[],
  peerOf: (predicted: PredictedPath) => readonly [group: string | undefined, addresses: string],
  fix: (peer: Peer, named: string) => Fix,
): readonly Fix[] {
  const peers = new Map(
    predictedPaths.map((predicted): [string, Peer] => {
      const [group, addresses] = peerOf(predicted);
      if (group) return [group, { group }];
      const block = addresses.includes('/') ? addresses : `${addresses}/${predicted.family === 6 ? 128 : 32}`;
      return [block, predicted.family === 6 ? { ipv6: block } : { ipv4: block }];
    }),
  );
  return [...peers].map(([named, peer]) => fix(peer, named));
}

type Peer = { readonly group: string } | { readonly ipv4: string } | { readonly ipv6: string };

function authorize(gress: 'ingress' | 'egress', id: string, { region, port }: Target, peer: Peer): readonly string[] {
  const command = ['aws', 'ec2', `authorize-security-group-${gress}`, '--region', region, '--group-id', id];
  const simple = ['--protocol', 'tcp', '--port', String(port)];
  if ('ipv4' in peer) return [...command, ...simple, '--cidr', peer.ipv4];
  if ('group' in peer && gress === 'ingress') return [...command, ...simple, '--source-group', peer.group];
  const other = 'group' in peer ? `UserIdGroupPairs=[{GroupId=${peer.group}}]` : `Ipv6Ranges=[{CidrIpv6=${peer.ipv6}}]`;
  return [...command, '--ip-permissions', `IpProtocol=tcp,FromPort=${port},ToPort=${port},${other}`];
}

/** Across a transit gateway only addresses can be named. */
const seesGroups = ({ evaluation }: PredictedPath): boolean =>
  !evaluation.hops
    .flatMap(({ ruling }) => ruling.parts)
    .some(({ rule }) => rule?.kind === 'route' && rule.target.kind === 'transit-gateway');
