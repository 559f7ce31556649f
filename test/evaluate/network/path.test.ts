import { describe, expect, test } from '@jest/globals';
import type { Flow } from '../../../lib/evaluate/network/flow.ts';
import { evaluatePath } from '../../../lib/evaluate/network/path.ts';
import { placesOf } from '../../../lib/evaluate/network/places.ts';
import type { NetworkAclEntry, NetworkConfiguration, Route, RouteTable } from '../../../lib/model/aws.ts';
import {
  ALL_ENTRIES,
  byCidr,
  byGroup,
  byPrefixList,
  CLIENT,
  call,
  ENDPOINT,
  entry,
  LAMBDA_PORTS,
  LAST_ENTRIES,
  LINUX_PORTS,
  network,
  type Settings,
  said,
  span,
  tcpEntry,
} from '../../support/network.ts';

/** The evaluation, each hop with its ruling in words. */
function trace(flow: Flow, known: NetworkConfiguration) {
  const evaluation = evaluatePath(flow, known);
  const hops = evaluation.hops.map(({ ruling, resources, ...hop }) => ({
    ...hop,
    resource: resources.join(', ') || null,
    ...said(ruling),
  }));
  return { ...evaluation, hops };
}

const inbound = ALL_ENTRIES.filter((one) => !one.Egress);
const outbound = ALL_ENTRIES.filter((one) => one.Egress);
const noWay: readonly Route[] = [{ DestinationCidrBlock: '192.168.0.0/16', GatewayId: 'local', State: 'active' }];
const deadWay: readonly Route[] = [
  { DestinationCidrBlock: '10.0.0.0/16', TransitGatewayId: 'tgw-1', State: 'blackhole' },
];

describe('a healthy network', () => {
  test('is open there and back, past every filter in the order in which packets meet them', () => {
    const found = trace(call(), network());
    expect(found).toMatchObject({ predicted: 'open', forward: 'open', return: 'open', because: [] });
    expect(found.hops.map(({ leg, kind, direction, resource }) => `${leg} ${kind} ${direction} ${resource}`)).toEqual([
      'forward security-group out sg-client',
      'forward network-acl out acl-client',
      'forward route-table out rtb-client',
      'forward network-acl in acl-endpoint',
      'forward security-group in sg-endpoint',
      'return network-acl out acl-endpoint',
      'return route-table out rtb-endpoint',
      'return network-acl in acl-client',
    ]);
    expect(found.hops.map(({ ruling }) => ruling)).toEqual(Array(8).fill('allow'));
  });

  test('names at each filter the rule that lets packets pass', () => {
    expect(trace(call(), network()).hops.map(({ rule }) => rule)).toEqual([
      'sg-client egress tcp 443 to 10.0.0.0/16',
      'rule 100 allows',
      '10.0.0.0/16 to local',
      'rule 100 allows',
      'sg-endpoint ingress tcp 443 from sg-client',
      'rule 100 allows',
      '10.0.0.0/16 to local',
      'rule 100 allows',
    ]);
  });

  test("needs no egress rule on the endpoint's group and no ingress rule on the client's", () => {
    const { securityGroups } = network();
    expect(securityGroups.find((one) => one.GroupId === 'sg-endpoint')?.IpPermissionsEgress).toEqual([]);
    expect(securityGroups.find((one) => one.GroupId === 'sg-client')?.IpPermissions).toEqual([]);
    expect(trace(call(), network()).predicted).toBe('open');
  });

  test('is open only for the port and the protocol that the groups name', () => {
    expect(trace(call({ port: 80 }), network()).predicted).toBe('closed');
    expect(trace(call({ protocol: 'udp' }), network()).predicted).toBe('closed');
  });
});

describe('inside one subnet', () => {
  const to = { ...ENDPOINT, subnetId: 'subnet-client', addresses: span('10.0.7.100') };

  test('packets meet the groups alone, whatever ACLs and routes say', () => {
    const closed = network({ clientEntries: LAST_ENTRIES, clientRoutes: [] });
    const found = trace(call({ destination: to }), closed);
    expect(found.hops.map(({ kind, direction }) => `${kind} ${direction}`)).toEqual([
      'security-group out',
      'security-group in',
    ]);
    expect(found).toMatchObject({ predicted: 'open', forward: 'open', return: 'open', because: [] });
  });

  test('the groups still close the way', () => {
    expect(trace(call({ destination: to }), network({ endpointIngress: [] }))).toMatchObject({
      predicted: 'closed',
      because: ['sg/endpoint-ingress-missing'],
    });
  });

  test("two ends whose subnets aren't known are not taken for one subnet", () => {
    const nowhere = { source: { ...CLIENT, subnetId: null }, destination: { ...ENDPOINT, subnetId: null } };
    expect(trace(call(nowhere), network()).hops).toHaveLength(8);
  });
});

describe('one filter that closes the way', () => {
  test.each<[string, Settings, string, 'forward' | 'return']>([
    ["the client's group", { clientEgress: [] }, 'sg/client-egress-missing', 'forward'],
    ["the client's ACL, out", { clientEntries: [...inbound, ...LAST_ENTRIES] }, 'nacl/client-egress-443', 'forward'],
    ["the client's route table", { clientRoutes: noWay }, 'route/no-route-to-hub', 'forward'],
    ["a dead route in the client's table", { clientRoutes: deadWay }, 'route/blackhole', 'forward'],
    ["the endpoint's ACL, in", { endpointEntries: outbound }, 'nacl/endpoint-ingress-443', 'forward'],
    ["the endpoint's group", { endpointIngress: [] }, 'sg/endpoint-ingress-missing', 'forward'],
    ["the endpoint's ACL, out", { endpointEntries: inbound }, 'nacl/endpoint-egress-ephemeral', 'return'],
    ["the endpoint's route table", { endpointRoutes: noWay }, 'route/return-missing', 'return'],
    ["a dead route in the endpoint's table", { endpointRoutes: deadWay }, 'route/blackhole', 'return'],
    ["the client's ACL, in", { clientEntries: outbound }, 'nacl/client-ingress-ephemeral', 'return'],
  ])('%s is the one reason, and its hop the only one that denies', (_, set, code, way) => {
    const found = trace(call(), network(set));
    expect(found).toMatchObject({ predicted: 'closed', because: [code] });
    expect({ forward: found.forward, return: found.return }).toEqual({
      forward: way === 'forward' ? 'closed' : 'open',
      return: way === 'return' ? 'closed' : 'open',
    });
    expect(found.hops.filter((hop) => hop.ruling !== 'allow')).toEqual([
      expect.objectContaining({ ruling: 'deny', leg: way, because: code }),
    ]);
  });

  test('several are all reasons, in the order in which packets meet them', () => {
    const found = trace(call(), network({ endpointIngress: [], clientEgress: [], endpointRoutes: [] }));
    expect(found.because).toEqual(['sg/client-egress-missing', 'sg/endpoint-ingress-missing', 'route/return-missing']);
  });

  test('an ACL that lets replies to the wrong ports pass closes the way back alone', () => {
    const entries = [tcpEntry(100, 443, 443), tcpEntry(100, 443, 443, { Egress: true }), ...LAST_ENTRIES];
    expect(trace(call(), network({ endpointEntries: entries }))).toMatchObject({
      predicted: 'closed',
      forward: 'open',
      return: 'closed',
      because: ['nacl/endpoint-egress-ephemeral'],
    });
  });
});

describe('an ACL that opens a part of the ephemeral ports', () => {
  const opens = (From: number, To: number): readonly NetworkAclEntry[] => [
    tcpEntry(100, From, To),
    ...outbound,
    ...LAST_ENTRIES,
  ];

  test.each([
    ['Linux', LINUX_PORTS, 'open', []],
    ['Lambda', LAMBDA_PORTS, 'mixed', ['nacl/partial-ephemeral']],
  ])('is enough or not by client: %s', (_, sourcePorts, predicted, because) => {
    const found = trace(call({ sourcePorts }), network({ clientEntries: opens(32_768, 65_535) }));
    expect(found).toMatchObject({ predicted, forward: 'open', return: predicted, because });
  });

  test('says which ports pass', () => {
    const [hop] = trace(call(), network({ clientEntries: opens(32_768, 65_535) })).hops.slice(-1);
    expect(hop).toMatchObject({
      kind: 'network-acl',
      resource: 'acl-client',
      direction: 'in',
      ruling: 'mixed',
      detail: 'passes only for ports 32768-65535',
    });
  });

  test("at the endpoint's ACL is the same finding", () => {
    const endpointEntries = [...inbound, tcpEntry(100, 32_768, 65_535, { Egress: true })];
    expect(trace(call(), network({ endpointEntries }))).toMatchObject({
      predicted: 'mixed',
      because: ['nacl/partial-ephemeral'],
    });
  });
});

describe('an end that is known as a range', () => {
  const subnet = { ...CLIENT, addresses: span('10.0.7.0/24') };

  test('is mixed where the group of the endpoint lets only a part of it in', () => {
    expect(trace(call({ source: subnet }), network({ endpointIngress: [byCidr('10.0.7.0/26')] }))).toMatchObject({
      predicted: 'mixed',
      forward: 'mixed',
      return: 'open',
      because: ['sg/ingress-cidr-excludes-subnet'],
    });
  });

  test('is mixed where the group of the client lets it call only a part of the other end', () => {
    const to = { ...ENDPOINT, addresses: span('10.0.1.0/24') };
    expect(trace(call({ destination: to }), network({ clientEgress: [byCidr('10.0.1.0/25')] }))).toMatchObject({
      predicted: 'mixed',
      because: ['sg/client-egress-cidr'],
    });
  });

  test('is open where all of it may pass', () => {
    expect(trace(call({ source: subnet }), network()).predicted).toBe('open');
  });
});

describe('what no file holds is unknown', () => {
  test.each([
    ['a group', network({}, { securityGroups: network().securityGroups.slice(1) }), 'sg-client'],
    ['an ACL', network({}, { networkAcls: network().networkAcls.slice(1) }), 'subnet-client'],
    ['a route table', network({}, { routeTables: network().routeTables.slice(1) }), 'subnet-client'],
  ])('%s: and the hop says what is missing', (_, known, says) => {
    const found = trace(call(), known);
    expect(found).toMatchObject({ predicted: 'unknown', forward: 'unknown', because: [] });
    const hop = found.hops.find((one) => one.ruling === 'unknown');
    expect(hop?.detail).toContain(says);
  });

  test("the groups of an end that aren't known at all", () => {
    const [hop] = trace(call({ source: { ...CLIENT, groupIds: null } }), network()).hops;
    expect(hop).toMatchObject({ ruling: 'unknown', resource: null, because: null });
  });

  test("the endpoint's route table leaves only the way back unknown", () => {
    const known = network({}, { routeTables: network().routeTables.slice(0, 1) });
    expect(trace(call(), known)).toMatchObject({ predicted: 'unknown', forward: 'open', return: 'unknown' });
  });

  test('a group beside one that allows does not matter', () => {
    const from = { ...CLIENT, groupIds: ['sg-absent', 'sg-client'] };
    expect(trace(call({ source: from }), network()).predicted).toBe('open');
  });

  test('a group beside one that allows nothing could still allow', () => {
    const from = { ...CLIENT, groupIds: ['sg-client', 'sg-absent'] };
    const [hop] = trace(call({ source: from }), network({ clientEgress: [] })).hops;
    expect(hop).toMatchObject({ ruling: 'unknown', detail: "the rules of sg-absent aren't known", because: null });
  });

  test('a deny anywhere beats it', () => {
    const known = network({ endpointIngress: [] }, { networkAcls: [], routeTables: [] });
    expect(trace(call(), known)).toMatchObject({
      predicted: 'closed',
      forward: 'closed',
      return: 'unknown',
      because: ['sg/endpoint-ingress-missing'],
    });
  });

  test('it beats what is mixed', () => {
    const known = network({ clientEntries: [tcpEntry(100, 32_768, 65_535), ...outbound] }, { securityGroups: [] });
    expect(trace(call(), known)).toMatchObject({ predicted: 'unknown', forward: 'unknown', return: 'mixed' });
  });

  test('nothing given at all is unknown, not closed', () => {
    const nothing = network(
      {},
      { securityGroups: [], networkAcls: [], routeTables: [], subnets: [], networkInterfaces: [], vpcEndpoints: [] },
    );
    expect(trace(call(), nothing)).toMatchObject({ predicted: 'unknown', because: [] });
  });

  test('a prefix list in a rule, until its entries are given', () => {
    const set = { endpointIngress: [byPrefixList('pl-1')] };
    const prefixLists = [{ PrefixListId: 'pl-1', Cidrs: ['10.0.7.0/24'] }];
    expect(trace(call(), network(set)).predicted).toBe('unknown');
    expect(trace(call(), network(set, { prefixLists })).predicted).toBe('open');
  });
});

describe('a subnet without a route table of its own', () => {
  const main = (VpcId: string, Routes: readonly Route[]): RouteTable => ({
    RouteTableId: `rtb-main-${VpcId}`,
    VpcId,
    Associations: [{ Main: true }],
    Routes,
  });
  const LOCAL = [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' }];
  const [, ofEndpoint] = network().routeTables;
  const own = ofEndpoint ? [ofEndpoint] : [];

  test("uses its VPC's main table", () => {
    const known = network({}, { routeTables: [main('vpc-2', []), main('vpc-1', LOCAL), ...own] });
    const found = trace(call(), known);
    expect(found.predicted).toBe('open');
    expect(found.hops.filter(({ kind }) => kind === 'route-table').map(({ resource }) => resource)).toEqual([
      'rtb-main-vpc-1',
      'rtb-endpoint',
    ]);
  });

  test('with one does not use the main table', () => {
    const known = network({}, { routeTables: [main('vpc-1', []), ...network().routeTables] });
    expect(trace(call(), known).predicted).toBe('open');
  });

  test('has an unknown one where its VPC is not known', () => {
    const known = network({}, { routeTables: [main('vpc-1', LOCAL), ...own], subnets: [] });
    expect(trace(call(), known).predicted).toBe('unknown');
  });
});

test('a group reference that the client is not in closes the way', () => {
  expect(trace(call(), network({ endpointIngress: [byGroup('sg-else')] }))).toMatchObject({
    predicted: 'closed',
    because: ['sg/endpoint-ingress-missing'],
  });
});

test('an entry that denies the client alone closes the way for it alone', () => {
  const endpointEntries = [entry(50, { RuleAction: 'deny', CidrBlock: '10.0.7.20/32' }), ...ALL_ENTRIES];
  const known = network({ endpointEntries });
  expect(trace(call(), known).because).toEqual(['nacl/endpoint-ingress-443']);
  expect(trace(call({ source: { ...CLIENT, addresses: span('10.0.7.21') } }), known).predicted).toBe('open');
});

describe('each part of a range is ruled by its own route', () => {
  const inSubnet = { ...CLIENT, addresses: span('10.8.7.0/24') };
  const toTgw = (block: string): Route => ({ DestinationCidrBlock: block, TransitGatewayId: 'tgw-1', State: 'active' });
  const NAT: Route = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' };
  const between = (endpointRoutes: readonly Route[], set: Settings = {}) =>
    trace(
      call({ source: inSubnet }),
      network({ clientRoutes: [toTgw('0.0.0.0/0')], endpointRoutes, endpointIngress: [byCidr('10.8.0.0/16')], ...set }),
    );

  test.each(['10.8.7.0/25', '10.8.7.128/25'])(
    'where only %s leads back and NAT takes the rest, it passes alone',
    (half) => {
      const { predicted, return: back, hops, because } = between([NAT, toTgw(half)]);
      expect({ predicted, back, because }).toEqual({
        predicted: 'mixed',
        back: 'mixed',
        because: ['route/return-missing'],
      });
      expect(hops.find((hop) => hop.kind === 'route-table' && hop.leg === 'return')).toMatchObject({
        rule: '0.0.0.0/0 to nat-1',
        detail: `the route goes to the internet, which carries no private address; passes only for ${half}`,
      });
    },
  );

  test.each(['10.8.7.0/25', '10.8.7.128/25'])('where %s is a blackhole, the other half passes', (half) => {
    const { predicted, because } = between([toTgw('10.8.0.0/16'), { ...toTgw(half), State: 'blackhole' }]);
    expect({ predicted, because }).toEqual({ predicted: 'mixed', because: ['route/blackhole'] });
  });

  test('a rule by group counts for the part that is reached without a transit gateway', () => {
    const destination = { ...ENDPOINT, addresses: span('10.0.1.0/24') };
    const local: Route = { DestinationCidrBlock: '10.0.1.0/25', GatewayId: 'local', State: 'active' };
    const known = network({ clientEgress: [byGroup('sg-endpoint')], clientRoutes: [local, toTgw('10.0.0.0/8')] });
    const [egress] = trace(call({ destination }), known).hops;
    expect(egress).toMatchObject({ ruling: 'mixed', detail: 'passes only for 10.0.1.0/25' });
  });

  test("nor can whose place an experiment's group has taken: there a rule by group still matches nobody", () => {
    const standIn = (settings: Settings) => {
      const known = network({ clientEgress: [byGroup('sg-before')], ...settings });
      return {
        ...known,
        securityGroups: known.securityGroups.map((one) =>
          one.GroupId === 'sg-endpoint' ? { ...one, Tags: [{ Key: 'managedByFIS' }] } : one,
        ),
      };
    };
    const egressIn = (settings: Settings) => trace(call(), standIn(settings)).hops[0];
    expect(egressIn({})).toMatchObject({ ruling: 'unknown', because: null });
    expect(egressIn({ clientEgress: [byGroup('sg-endpoint')] })).toMatchObject({ ruling: 'allow' });
    expect(egressIn({ clientEgress: [byCidr('192.0.2.0/24')] })).toMatchObject({ ruling: 'deny' });
    expect(egressIn({ clientRoutes: [toTgw('10.0.0.0/8')] })).toMatchObject({ ruling: 'deny' });
  });

  test('a local route leads to its own VPC alone, there and back, whatever it covers', () => {
    const known = network(
      {},
      {
        subnets: network().subnets.map((one) => ({
          ...one,
          VpcId: one.SubnetId === 'subnet-endpoint' ? 'vpc-2' : 'vpc-1',
        })),
      },
    );
    const { predicted, because, hops } = trace(call(), known);
    expect({ predicted, because }).toEqual({
      predicted: 'closed',
      because: ['route/no-route-to-hub', 'route/return-missing'],
    });
    expect(hops.find((hop) => hop.kind === 'route-table')?.detail).toContain('the address is in vpc-2');
  });

  test('what it leads through and is not read is named, once', () => {
    expect(between([toTgw('10.8.0.0/16')]).notRead).toEqual([{ kind: 'transit-gateway', id: 'tgw-1' }]);
    expect(trace(call(), network()).notRead).toEqual([]);
  });
});

test('an interface of a kind that has no security groups is no gap: nothing filters there', () => {
  const [eni] = network().networkInterfaces;
  const known = network({}, { networkInterfaces: [{ ...eni, InterfaceType: 'nat_gateway', Groups: [] }] as never });
  const found = placesOf('eni-client', known);
  if ('missing' in found) throw new Error(found.missing);
  const [source = CLIENT] = found;
  const open = network({ endpointIngress: [byCidr('10.0.7.0/24')] });
  expect(trace(call({ source }), open)).toMatchObject({ predicted: 'open' });
  const [egress] = trace(call({ source }), open).hops;
  expect(egress).toMatchObject({ ruling: 'allow', detail: 'interfaces of this kind have no security groups' });
});

test('inside one subnet groups are known, whatever its route table says of a transit gateway', () => {
  const destination = { ...ENDPOINT, subnetId: 'subnet-client', addresses: span('10.0.7.100') };
  const toTgw: Route = { DestinationCidrBlock: '10.0.7.0/24', TransitGatewayId: 'tgw-1', State: 'active' };
  expect(trace(call({ destination }), network({ clientRoutes: [toTgw] }))).toMatchObject({ predicted: 'open' });
});
