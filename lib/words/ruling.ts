import type { RouteTarget, RuleRef } from '../model/rule-ref.ts';
import { effectOf, type Reason, type Ruling, type RulingPart } from '../model/ruling.ts';
import { formatRange } from '../net/range.ts';
import { shortList } from './list-of.ts';

/** Of the parts that pass; two IPv6 ranges fill a line. */
const MOST_PARTS = 3;

/** The rule, as a person would find it; null where none matched or nothing is known. Why, where the rule alone does not say. */
export interface RulingInWords {
  readonly rule: string | null;
  readonly detail: string | null;
}

/**
 * A ruling in words: its rule and why; of a mixed one the rule that blocks, and which part passes. A group whose id stands beside
 * it already is not named again.
 */
export function sayRuling(ruling: Ruling, beside: readonly string[] = [], most = MOST_PARTS): RulingInWords {
  const effect = effectOf(ruling);
  if (effect === 'mixed') {
    const blocking = ruling.parts.find((part) => part.effect !== 'allow');
    const passing = ruling.parts.filter((part) => part.effect === 'allow');
    const passes = `passes only for ${shortList(
      passing.map((part) => sayPart(ruling, part)),
      most,
    )}`;
    // Which rule blocks says it all, but for a route that leads somewhere else.
    const reason = blocking?.rule?.kind === 'route' && blocking.reason?.kind !== 'target-gone' ? blocking.reason : null;
    const why = reason && sayReason(reason, blocking?.rule ?? null);
    return {
      rule: blocking?.rule ? sayRule(blocking.rule, beside) : null,
      detail: why === null ? passes : `${why}; ${passes}`,
    };
  }
  const deciding = ruling.parts.find((part) => part.effect === effect && (part.rule !== null || effect === 'unknown'));
  const part = deciding ?? ruling.parts[0];
  if (!part) return { rule: null, detail: 'there is nothing to rule on' };
  const reason = part.reason && sayReason(part.reason, part.rule);
  return effect === 'unknown'
    ? { rule: null, detail: reason }
    : { rule: part.rule ? sayRule(part.rule, beside) : null, detail: reason };
}

/** Rule and reason in one. */
export function sayRulingInOne(ruling: Ruling, beside: readonly string[] = [], most = MOST_PARTS): string {
  const { rule, detail } = sayRuling(ruling, beside, most);
  return [rule, detail].filter((part) => part !== null).join('; ');
}

export function sayRule(rule: RuleRef, beside: readonly string[] = []): string {
  switch (rule.kind) {
    case 'security-group-rule': {
      const [gress, preposition] = rule.direction === 'in' ? ['ingress', 'from'] : ['egress', 'to'];
      const group = beside.length === 1 && beside[0] === rule.groupId ? '' : `${rule.groupId} `;
      return `${group}${gress} ${sayPorts(rule)} ${preposition} ${rule.peer}`;
    }
    case 'network-acl-entry':
      return `rule ${rule.ruleNumber === LAST_RULE ? '*' : rule.ruleNumber} ${rule.action === 'deny' ? 'denies' : 'allows'}`;
    case 'route':
      return `${rule.destination} to ${sayTarget(rule.target)}${rule.state === 'blackhole' ? ' (blackhole)' : ''}`;
  }
}

export const sayTarget = ({ id }: RouteTarget): string => id ?? "a target that isn't read here";

/** AWS shows the last, unchangeable entry of an ACL as `*`. */
const LAST_RULE = 32_767;

function sayPorts({ protocol, fromPort, toPort }: Extract<RuleRef, { kind: 'security-group-rule' }>): string {
  if (protocol === '-1') return 'all';
  return `${protocol} ${fromPort ?? 'all'}${toPort === fromPort ? '' : `-${toPort}`}`;
}

function sayReason(reason: Reason, rule: RuleRef | null): string {
  const ruled = rule ? sayRule(rule) : '';
  switch (reason.kind) {
    case 'no-rule-allows':
      return 'no rule allows it';
    case 'no-entry-matches':
      return 'no entry matches (implicit deny)';
    case 'no-route':
      return 'no route matches';
    case 'target-gone':
      return "the route's target no longer exists";
    case 'leads-to-internet':
      return 'the route goes to the internet, which carries no private address';
    case 'local-of-another-vpc':
      return `a local route only reaches its own VPC, and the address is in ${reason.vpcId}`;
    case 'depends-on-rule':
      return `it depends on ${ruled}, and what that covers isn't known`;
    case 'depends-on-prefix-list':
      return `it depends on the entries of ${reason.prefixListId}`;
    case 'route-state-not-known':
      return `the route ${ruled} is ${(rule?.kind === 'route' && rule.state) || 'in an unknown state'}`;
    case 'translated-by-nat64':
      return `${ruled} translates it (NAT64): what is beyond must let in the NAT gateway's address, which isn't read here`;
    case 'target-not-read':
      return `the route to ${rule?.kind === 'route' ? `${rule.destination} goes to ${sayTarget(rule.target)}` : 'it'}, and what happens there isn't known`;
    case 'has-no-groups':
      return 'interfaces of this kind have no security groups';
    case 'groups-not-known':
      return "which security groups it has isn't known";
    case 'group-rules-not-known':
      return `the rules of ${shortList(reason.groupIds)} aren't known`;
    case 'network-acl-not-known':
      return `the network ACL of ${reason.subnetId ?? 'its subnet'} isn't known`;
    case 'route-table-not-known':
      return `the route table of ${reason.subnetId ?? 'its subnet'} isn't known`;
  }
}

/** Which part of the range: its addresses, its ports, or both. */
function sayPart({ addresses, ports }: Ruling, part: RulingPart): string {
  const where = formatRange(part.addresses);
  if (ports.from === ports.to || (part.ports.from === ports.from && part.ports.to === ports.to)) return where;
  const range = part.ports.from === part.ports.to ? `${part.ports.from}` : `${part.ports.from}-${part.ports.to}`;
  const isWhole = part.addresses.from === addresses.from && part.addresses.to === addresses.to;
  return isWhole ? `ports ${range}` : `${where} ports ${range}`;
}

/** What a path leads through and nothing here reads, in one clause each. */
export const sayNotRead = ({ kind, id }: RouteTarget): string =>
  kind === 'transit-gateway'
    ? `the path goes through ${id}, whose own route tables aren't read here`
    : `the path goes through ${id}, whose other side isn't read here`;
