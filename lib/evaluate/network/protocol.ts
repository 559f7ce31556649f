import { portRange, type Range } from '../../net/range.ts';

/** IANA numbers of the protocols that AWS also takes by name. */
const NUMBERS: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp: '1', icmpv6: '58' };

const numberOf = (protocol: string): string => NUMBERS[protocol.toLowerCase()] ?? protocol;

const isAll = (protocol: string): boolean => protocol === '-1' || protocol.toLowerCase() === 'all';

/** Whether a rule's protocol covers a flow's, in any of AWS's spellings: `tcp`, `6`, `-1`, `all`. */
export function matchesProtocol(rule: string, flow: string): boolean {
  return isAll(rule) || numberOf(rule) === numberOf(flow);
}

/** The ports that a rule covers. `-1` protocols and missing or negative ports mean all. */
export function portsOf(protocol: string, from: number | undefined, to: number | undefined): Range {
  if (isAll(protocol) || from === undefined || from < 0) return portRange(0, 65_535);
  return portRange(from, to ?? from);
}
