import type { PredictedPath } from '../../model/predicted-path.ts';
import type { Target } from '../../model/run.ts';
import type { Step } from '../../model/step.ts';

/** Whom a rule names: a group where that can be named, else a block. */
export type Peer = { readonly group: string } | { readonly ipv6: string } | { readonly ipv4: string };

type Gress = 'ingress' | 'egress';

/** Opens a security group for TCP on one port. */
export function allowInGroup(gress: Gress, id: string, { region, port }: Target, peer: Peer): Step {
  const isIn = gress === 'ingress';
  const args = [
    ...['--region', region, '--group-id', id],
    ...('ipv4' in peer || ('group' in peer && isIn)
      ? ['--protocol', 'tcp', '--port', String(port), ...('ipv4' in peer ? ['--cidr', peer.ipv4] : source(peer))]
      : ['--ip-permissions', `IpProtocol=tcp,FromPort=${port},ToPort=${port},${permission(peer)}`]),
  ];
  const ports = `from_port = ${port}, to_port = ${port}, ip_protocol = "tcp"`;
  return {
    say: `Allow ${isIn ? 'inbound' : 'outbound'} TCP ${port} in ${id} ${isIn ? 'from' : 'to'} ${nameOf(peer)}`,
    affects: isIn ? 'endpoint' : 'source-group',
    run: ['aws', 'ec2', `authorize-security-group-${gress}`, ...args],
    undo: ['aws', 'ec2', `revoke-security-group-${gress}`, ...args],
    permissions: [isIn ? 'ec2:AuthorizeSecurityGroupIngress' : 'ec2:AuthorizeSecurityGroupEgress'],
    terraform: `aws_vpc_security_group_${gress}_rule: security_group_id = "${id}", ${terraformPeer(peer)}, ${ports}`,
    cdk: `securityGroup.add${isIn ? 'Ingress' : 'Egress'}Rule(${cdkPeer(peer)}, Port.tcp(${port}))`,
    effect: 'opens',
  };
}

const source = ({ group }: { readonly group: string }): readonly string[] => ['--source-group', group];

const permission = (peer: Exclude<Peer, { ipv4: string }>): string =>
  'group' in peer ? `UserIdGroupPairs=[{GroupId=${peer.group}}]` : `Ipv6Ranges=[{CidrIpv6=${peer.ipv6}}]`;

const nameOf = (peer: Peer): string => ('group' in peer ? peer.group : 'ipv4' in peer ? peer.ipv4 : peer.ipv6);

const terraformPeer = (peer: Peer): string =>
  'group' in peer
    ? `referenced_security_group_id = "${peer.group}"`
    : 'ipv4' in peer
      ? `cidr_ipv4 = "${peer.ipv4}"`
      : `cidr_ipv6 = "${peer.ipv6}"`;

const cdkPeer = (peer: Peer): string =>
  'group' in peer
    ? `Peer.securityGroupId('${peer.group}')`
    : 'ipv4' in peer
      ? `Peer.ipv4('${peer.ipv4}')`
      : `Peer.ipv6('${peer.ipv6}')`;

/** Across a transit gateway a rule can name only addresses. */
export const seesGroups = ({ evaluation }: PredictedPath): boolean =>
  !evaluation.hops
    .flatMap(({ ruling }) => ruling.parts)
    .some(({ rule }) => rule?.kind === 'route' && rule.target.kind === 'transit-gateway');
