/** A wrong reading of AWS: a text of the rulings' source, and what stands in its place. */
export interface Mutant {
  readonly name: string;
  /** Below lib/. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const PATH = 'evaluate/network/path.ts';
const ACL = 'evaluate/network/network-acl.ts';
const ROUTES = 'evaluate/network/route-table.ts';

export const MUTANTS: readonly Mutant[] = [
  {
    name: "an ACL's last match wins",
    file: ACL,
    from: 'a.RuleNumber - b.RuleNumber',
    // The last one of all, which denies what no other matches, stays where it is.
    to: '(b.RuleNumber % 32_767) - (a.RuleNumber % 32_767)',
  },
  {
    name: "an ACL's entries count as they are listed",
    file: ACL,
    from: 'a.RuleNumber - b.RuleNumber',
    to: 'a && b ? 0 : 0',
  },
  {
    name: 'entries of the other direction count',
    file: ACL,
    from: "direction === 'out') &&",
    to: "direction === 'in') &&",
  },
  { name: 'the return leg is forgotten', file: PATH, from: '[...forward, ...back]', to: '[...forward]' },
  {
    name: 'the return route is forgotten',
    file: PATH,
    from: "'out', known), reply, aclHop",
    to: "'out', known), aclHop",
  },
  {
    name: 'ACLs apply inside a subnet',
    file: PATH,
    from: "(sameSubnet ? [] : [aclHop(flow, 'source', 'out', known), route, aclHop(flow, 'destination', 'in', known)])",
    to: "[aclHop(flow, 'source', 'out', known), ...(sameSubnet ? [] : [route]), aclHop(flow, 'destination', 'in', known)]",
  },
  {
    name: 'replies go to the port of the request',
    file: PATH,
    from: "leg === 'forward' ? portRange(flow.port) : flow.sourcePorts",
    to: 'portRange(flow.port)',
  },
  {
    name: 'replies always go to the ephemeral ports',
    file: PATH,
    from: "leg === 'forward' ? portRange(flow.port) : flow.sourcePorts",
    to: "leg === 'forward' ? portRange(flow.port) : portRange(1_024, 65_535)",
  },
  {
    name: "a range's last port is outside",
    file: 'net/range.ts',
    from: 'range.from <= value && value <= range.to',
    to: 'range.from <= value && value < range.to',
  },
  {
    name: "a range's first port is outside",
    file: 'net/range.ts',
    from: 'range.from <= value && value <= range.to',
    to: 'range.from < value && value <= range.to',
  },
  {
    name: 'a range has one port more',
    file: 'net/range.ts',
    from: 'range.from <= value && value <= range.to',
    to: 'range.from <= value && value <= range.to + 1n',
  },
  {
    name: "a block's last address is outside",
    file: 'net/range.ts',
    from: 'from + (1n << hostBits) - 1n',
    to: 'from + (1n << hostBits) - 2n',
  },
  { name: 'NAT leads into a VPC', file: PATH, from: "  'nat-gateway',\n", to: '' },
  {
    name: 'local leads to another VPC',
    file: PATH,
    from: 'peerVpc !== undefined && ownVpc !== peerVpc',
    to: 'peerVpc !== undefined && ownVpc === peerVpc && ownVpc !== peerVpc',
  },
  {
    name: 'groups are known across a transit gateway',
    file: PATH,
    from: 'areGroupsLost ? [] : other.groupIds',
    to: 'areGroupsLost ? other.groupIds : other.groupIds',
  },
  {
    name: 'the shortest prefix wins',
    file: ROUTES,
    from: '(a.to - a.from < b.to - b.from ? -1 : a.to - a.from > b.to - b.from ? 1 : 0)',
    to: '(a.to - a.from < b.to - b.from ? 1 : a.to - a.from > b.to - b.from ? -1 : 0)',
  },
  {
    name: 'a blackhole leads on',
    file: ROUTES,
    from: "{ effect: 'deny', rule, reason: { kind: 'target-gone' } }",
    to: "{ effect: 'allow', rule, reason: null }",
  },
  {
    name: 'a rule is for every protocol',
    file: 'evaluate/network/protocol.ts',
    from: 'isAll(rule) || numberOf(rule) === numberOf(flow)',
    to: 'isAll(rule) || numberOf(rule) === numberOf(flow) || true',
  },
  {
    name: "the destination's groups are forgotten",
    file: PATH,
    from: "    groupHop(flow, 'in', route, known),\n",
    to: '',
  },
  {
    name: 'replies need rules of groups',
    file: PATH,
    from: '[...forward, ...back]',
    to: "[...forward, ...back, groupHop({ ...flow, source: flow.destination, destination: flow.source, port: Number(flow.sourcePorts.from) }, 'out', reply, known)]",
  },
];
