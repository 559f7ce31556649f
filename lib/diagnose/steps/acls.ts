import type { NetworkAcl } from '../../model/aws.ts';
import type { Target } from '../../model/run.ts';
import type { Step } from '../../model/step.ts';

/** What an entry of a network ACL must let pass: TCP of some ports, to or from one block. */
export interface Passage {
  readonly acl: string;
  readonly direction: 'in' | 'out';
  readonly block: string;
  readonly family: 4 | 6;
  readonly ports: { readonly from: number; readonly to: number };
}

/** Adds an entry to a network ACL under a free number. */
export function allowInAcl({ acl, direction, block, family, ports }: Passage, rule: number, { region }: Target): Step {
  const isOut = direction === 'out';
  const range = ports.from === ports.to ? String(ports.from) : `${ports.from}-${ports.to}`;
  const one = ['--region', region, '--network-acl-id', acl, isOut ? '--egress' : '--ingress'];
  const cidr = family === 6 ? 'ipv6_cidr_block' : 'cidr_block';
  const entry = ['--rule-number', String(rule)];
  return {
    say: `Allow ${isOut ? 'outbound' : 'inbound'} TCP ${range} in ${acl} ${isOut ? 'to' : 'from'} ${block}`,
    affects: 'subnet',
    run: [
      ...['aws', 'ec2', 'create-network-acl-entry', ...one, ...entry, '--protocol', 'tcp'],
      ...['--port-range', `From=${ports.from},To=${ports.to}`],
      ...[family === 6 ? '--ipv6-cidr-block' : '--cidr-block', block, '--rule-action', 'allow'],
    ],
    undo: ['aws', 'ec2', 'delete-network-acl-entry', ...one, ...entry],
    permissions: ['ec2:CreateNetworkAclEntry'],
    terraform: `aws_network_acl_rule: network_acl_id = "${acl}", egress = ${isOut}, rule_number = ${rule}, rule_action = "allow", protocol = "tcp", from_port = ${ports.from}, to_port = ${ports.to}, ${cidr} = "${block}"`,
    cdk: `new CfnNetworkAclEntry(…, { networkAclId: '${acl}', egress: ${isOut}, ruleNumber: ${rule}, ruleAction: 'allow', protocol: 6, portRange: { from: ${ports.from}, to: ${ports.to} }, ${family === 6 ? 'ipv6CidrBlock' : 'cidrBlock'}: '${block}' })`,
    effect: 'opens',
  };
}

/** What an entry must let pass where which one, and under which number, is for its owner to choose. */
export const allowInAclSomehow = (acl: string, what: string): Step => ({
  say: `Allow ${what} in ${acl}`,
  affects: 'subnet',
  undo: 'Delete the entry again',
  permissions: ['ec2:CreateNetworkAclEntry'],
  terraform: 'aws_network_acl_rule',
  cdk: 'CfnNetworkAclEntry',
  effect: 'opens',
});

/** Free rule numbers below one that denies, the highest first; null where there are not enough. */
export function freeNumbers(
  acl: NetworkAcl | undefined,
  egress: boolean,
  below: number,
  count: number,
): readonly number[] | null {
  const taken = new Set((acl?.Entries ?? []).filter((one) => one.Egress === egress).map((one) => one.RuleNumber));
  const free: number[] = [];
  for (let number = below - 1; number > 0 && free.length < count; number--) if (!taken.has(number)) free.push(number);
  return free.length === count ? free : null;
}
