import type { NetworkAcl } from '../../model/aws.ts';
import type { Target } from '../../model/run.ts';
import type { Passage, Step } from '../../model/step.ts';

/** What passes, in words. */
function sayPassage({ direction, block, ports }: Passage): string {
  const range = ports.from === ports.to ? String(ports.from) : `${ports.from}-${ports.to}`;
  return direction === 'out' ? `outbound TCP ${range} to ${block}` : `inbound TCP ${range} from ${block}`;
}

/** Adds an entry to a network ACL under a free number. */
export function allowInAcl(passage: Passage, rule: number, { region }: Pick<Target, 'region'>): Step {
  const { acl, direction, block, family, ports } = passage;
  const isOut = direction === 'out';
  const one = ['--region', region, '--network-acl-id', acl, isOut ? '--egress' : '--ingress'];
  const cidr = family === 6 ? 'ipv6_cidr_block' : 'cidr_block';
  const entry = ['--rule-number', String(rule)];
  return {
    say: `Allow ${sayPassage(passage)} in ${acl}`,
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
    passage,
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

/** An entry for what must pass, under a free number that is then taken; without one, a number has to be freed first. */
export function allowUnderFreeNumber(
  passage: Passage,
  acl: NetworkAcl | undefined,
  taken: Set<number>,
  target: Pick<Target, 'region'>,
): Step {
  const number = freeNumber(passage, acl, taken);
  if (number === null) {
    const room = `make room for a rule number below ${passage.below} first`;
    return allowInAclSomehow(passage.acl, `${sayPassage(passage)} (${room})`);
  }
  taken.add(number);
  return allowInAcl(passage, number, target);
}

/** The highest free rule number below the one that denies; null where there is none. */
function freeNumber(
  { direction, below }: Passage,
  acl: NetworkAcl | undefined,
  taken: ReadonlySet<number>,
): number | null {
  const own = (acl?.Entries ?? []).filter((one) => one.Egress === (direction === 'out'));
  const used = new Set([...own.map((one) => one.RuleNumber), ...taken]);
  for (let number = below - 1; number > 0; number--) if (!used.has(number)) return number;
  return null;
}
