import type { NetworkAclEntry } from '../../model/aws.ts';
import type { Decision } from '../../model/ruling.ts';
import { combine } from './combine.ts';
import { matchesProtocol, portsOf } from './protocol.ts';
import { type AddressSpan, formatSpan, holds, parseSpan, type Span, segmentsOf, sizeOf } from './segments.ts';

export interface AclFlow {
  readonly direction: 'in' | 'out';
  readonly protocol: string;
  /** The ports that the packet goes to: one for requests, the client's ephemeral range for replies. */
  readonly ports: Span;
  /** Where it comes from (in) or goes to (out). */
  readonly peer: AddressSpan;
}

/**
 * What a network ACL says of a packet: its entries in order of their numbers, the first that matches decides, and none means
 * deny. ACLs keep no state, so that replies need entries of their own, and do not apply inside a subnet.
 * Source: VPC User Guide, "Network ACL rules".
 */
export function ruleOnAcl(flow: AclFlow, entries: readonly NetworkAclEntry[]): Decision {
  const rules = entries
    .filter((entry) => entry.Egress === (flow.direction === 'out') && matchesProtocol(entry.Protocol, flow.protocol))
    .toSorted((a, b) => a.RuleNumber - b.RuleNumber)
    .flatMap((entry) => ruleOf(entry, flow.peer.family));
  const addresses = segmentsOf(
    flow.peer,
    rules.map((rule) => rule.addresses),
  );
  const ports = segmentsOf(
    flow.ports,
    rules.map((rule) => rule.ports),
  );
  const byAddress = addresses.map((address) =>
    ports.map((port) => ({
      decision: decide(address, port, rules),
      piece: pieceOf(flow, address, port),
      size: sizeOf(address) * sizeOf(port),
    })),
  );
  const whole = combine(byAddress.flat());
  if (whole.ruling !== 'mixed') return whole;
  const isByPorts = byAddress.some((pieces) => new Set(pieces.map(({ decision }) => decision.ruling)).size > 1);
  return { ...whole, differsBy: isByPorts ? 'ports' : 'addresses' };
}

interface Rule {
  readonly addresses: AddressSpan;
  readonly ports: Span;
  readonly entry: NetworkAclEntry;
}

function ruleOf(entry: NetworkAclEntry, family: AddressSpan['family']): readonly Rule[] {
  const addresses = parseSpan((family === 4 ? entry.CidrBlock : entry.Ipv6CidrBlock) ?? '');
  if (addresses?.family !== family) return [];
  return [{ addresses, ports: portsOf(entry.Protocol, entry.PortRange?.From, entry.PortRange?.To), entry }];
}

function decide(address: Span, port: Span, rules: readonly Rule[]): Decision {
  const first = rules.find((rule) => holds(rule.addresses, address.from) && holds(rule.ports, port.from));
  if (!first) return { ruling: 'deny', rule: null, detail: 'no entry matches (implicit deny)' };
  const { RuleNumber, RuleAction } = first.entry;
  return { ruling: RuleAction, rule: nameOf(RuleNumber, RuleAction), detail: null };
}

/** AWS shows the last, unchangeable entry as `*`; its number is 32767. */
const nameOf = (number: number, action: string): string =>
  `rule ${number === 32_767 ? '*' : number} ${action === 'deny' ? 'denies' : 'allows'}`;

function pieceOf({ peer, ports }: AclFlow, address: Span, port: Span): string {
  const where = formatSpan({ ...address, family: peer.family });
  if (ports.from === ports.to) return where;
  const range = port.from === port.to ? `${port.from}` : `${port.from}-${port.to}`;
  return address.from === peer.from && address.to === peer.to ? `ports ${range}` : `${where} ports ${range}`;
}
