import type { NetworkAcl, NetworkAclEntry } from '../../model/aws.ts';
import type { NetworkAclEntryRef } from '../../model/rule-ref.ts';
import type { Reason, Ruling, RulingPart } from '../../model/ruling.ts';
import { firstCovering } from '../../net/first-covering.ts';
import { type AddressRange, holds, parseRange, type Range } from '../../net/range.ts';
import { matchesProtocol, portsOf } from './protocol.ts';

export interface AclFlow {
  readonly direction: 'in' | 'out';
  readonly protocol: string;
  /** The ports that the packet goes to: one for requests, the client's ephemeral range for replies. */
  readonly ports: Range;
  /** Where it comes from (in) or goes to (out). */
  readonly peer: AddressRange;
}

/**
 * What a network ACL says of a packet: its entries in order of their numbers, the first that matches decides, and none means
 * deny. ACLs are stateless, so that replies need entries of their own, and do not apply inside a subnet.
 * Source: VPC User Guide, "Network ACL rules".
 */
export function ruleOnAcl(
  flow: AclFlow,
  { NetworkAclId, Entries }: Pick<NetworkAcl, 'NetworkAclId' | 'Entries'>,
): Ruling {
  const { direction, protocol, ports, peer } = flow;
  const rules = Entries.filter(
    (entry) => entry.Egress === (direction === 'out') && matchesProtocol(entry.Protocol, protocol),
  )
    .toSorted((a, b) => a.RuleNumber - b.RuleNumber)
    .flatMap((entry) => ruleOf(entry, peer.family));
  const ref = ({ RuleNumber, RuleAction }: NetworkAclEntry): NetworkAclEntryRef => ({
    kind: 'network-acl-entry',
    networkAclId: NetworkAclId,
    direction,
    ruleNumber: RuleNumber,
    action: RuleAction,
  });
  const parts = portsBetween(ports, rules).flatMap((own) => {
    const there = rules.filter((rule) => holds(rule.ports, own.from));
    return firstCovering(peer, there).map(
      ({ from, to, rule }): RulingPart => ({
        addresses: { family: peer.family, from, to },
        ports: own,
        effect: rule?.entry.RuleAction ?? 'deny',
        rule: rule && ref(rule.entry),
        reason: rule === null ? NO_ENTRY : null,
      }),
    );
  });
  return { addresses: peer, ports, parts };
}

const NO_ENTRY: Reason = { kind: 'no-entry-matches' };

/** An entry with the addresses and ports that it is about. */
interface Rule extends AddressRange {
  readonly ports: Range;
  readonly entry: NetworkAclEntry;
}

function ruleOf(entry: NetworkAclEntry, family: AddressRange['family']): readonly Rule[] {
  const addresses = parseRange((family === 4 ? entry.CidrBlock : entry.Ipv6CidrBlock) ?? '');
  if (addresses?.family !== family) return [];
  return [{ ...addresses, ports: portsOf(entry.Protocol, entry.PortRange?.From, entry.PortRange?.To), entry }];
}

/** The ports, cut where a rule's ports begin or end: inside each part a rule is about all of them or none. */
function portsBetween(whole: Range, rules: readonly Rule[]): readonly Range[] {
  const edges = rules.flatMap(({ ports }) => [ports.from, ports.to + 1n]);
  const starts = edges.filter((at) => whole.from < at && at <= whole.to);
  const ordered = [...new Set([whole.from, ...starts])].toSorted((a, b) => (a < b ? -1 : 1));
  return ordered.map((from, index) => ({ from, to: (ordered[index + 1] ?? whole.to + 1n) - 1n }));
}
