import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ruleOnRoutes } from '../../../lib/evaluate/network/route-table.ts';
import type { PrefixList, Route } from '../../../lib/model/aws.ts';
import { said, span, wholeOf } from '../../support/network.ts';

const LOCAL: Route = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' };
const NAT: Route = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' };
const HUB: Route = { DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw-1', State: 'active' };
const dead = (route: Route): Route => ({ ...route, State: 'blackhole' });

const ruleOn = (to: string, routes: readonly Route[], prefixLists: readonly PrefixList[] = []) =>
  said(ruleOnRoutes(span(to), { RouteTableId: 'rtb-1', Routes: routes }, prefixLists));

describe('the longest prefix wins', () => {
  test.each([
    ['10.0.1.100', '10.0.0.0/16 to local'],
    ['10.9.1.100', '10.0.0.0/8 to tgw-1'],
    ['203.0.113.7', '0.0.0.0/0 to nat-1'],
    ['10.0.0.0/16', '10.0.0.0/16 to local'],
  ])('to %s: %s', (to, rule) => {
    expect(ruleOn(to, [NAT, LOCAL, HUB])).toEqual({ ruling: 'allow', rule, detail: null });
    expect(ruleOn(to, [HUB, LOCAL, NAT])).toEqual({ ruling: 'allow', rule, detail: null });
  });

  test.each<[Partial<Route>, string]>([
    [{ GatewayId: 'igw-1' }, 'igw-1'],
    [{ NatGatewayId: 'nat-1' }, 'nat-1'],
    [{ TransitGatewayId: 'tgw-1' }, 'tgw-1'],
    [{ VpcPeeringConnectionId: 'pcx-1' }, 'pcx-1'],
  ])('and its target is named: %j', (target, name) => {
    expect(ruleOn('10.0.1.100', [{ DestinationCidrBlock: '10.0.1.0/24', State: 'active', ...target }]).rule).toBe(
      `10.0.1.0/24 to ${name}`,
    );
  });
});

describe('what a route says and nothing here understands is not known', () => {
  test.each<[string, Partial<Route>, string]>([
    [
      'a kind of target',
      {},
      "the route to 10.0.1.0/24 goes to a target that isn't read here, and what happens there isn't known",
    ],
    ['a state', { GatewayId: 'local', State: 'filtered' }, 'the route 10.0.1.0/24 to local is filtered'],
    ['no state', { GatewayId: 'local', State: undefined }, 'the route 10.0.1.0/24 to local is in an unknown state'],
  ])('%s', (_, route, detail) => {
    const only = { DestinationCidrBlock: '10.0.1.0/24', State: 'active', ...route };
    expect(ruleOn('10.0.1.100', [only])).toEqual({ ruling: 'unknown', rule: null, detail });
  });
});

describe('a route whose target is gone', () => {
  test('swallows, and is named', () => {
    expect(ruleOn('10.9.1.100', [LOCAL, dead(HUB)])).toEqual({
      ruling: 'deny',
      rule: '10.0.0.0/8 to tgw-1 (blackhole)',
      detail: "the route's target no longer exists",
    });
  });

  test('swallows although a shorter prefix would lead on', () => {
    expect(ruleOn('10.9.1.100', [NAT, dead(HUB)]).ruling).toBe('deny');
  });

  test('does not matter where a longer prefix leads on', () => {
    expect(ruleOn('10.0.1.100', [dead(NAT), LOCAL]).ruling).toBe('allow');
  });
});

describe('no route', () => {
  test.each<[string, readonly Route[]]>([
    ['in an empty table', []],
    ['among those elsewhere', [LOCAL]],
    ['in the other family', [{ DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-1' }]],
  ])('%s is a deny by none', (_, routes) => {
    expect(ruleOn('192.168.1.1', routes)).toEqual({ ruling: 'deny', rule: null, detail: 'no route matches' });
  });
});

describe('a route to a prefix list', () => {
  const LIST: Route = { DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1', State: 'active' };
  const given = [{ PrefixListId: 'pl-1', Cidrs: ['192.168.0.0/16', '2001:db8::/32'] }];

  test.each([
    ['192.168.1.1', 'allow', '192.168.0.0/16 to tgw-1'],
    ['2001:db8::7', 'allow', '2001:db8::/32 to tgw-1'],
    ['172.16.0.1', 'deny', null],
  ])('that is given, to %s: %s', (to, ruling, rule) => {
    expect(ruleOn(to, [LOCAL, LIST], given)).toMatchObject({ ruling, rule });
  });

  test('that is not given leaves unknown what no other route covers, and names the list', () => {
    expect(ruleOn('192.168.1.1', [LOCAL, LIST])).toEqual({
      ruling: 'unknown',
      rule: null,
      detail: expect.stringContaining('pl-1'),
    });
  });

  test('that is not given does not matter where another route leads there', () => {
    expect(ruleOn('10.0.1.100', [LIST, LOCAL]).ruling).toBe('allow');
  });

  test('that is not given may hold a longer prefix than a route whose target is gone', () => {
    expect(ruleOn('192.168.1.1', [LIST, dead(NAT)]).ruling).toBe('unknown');
  });

  test('that is not given and leads nowhere may hold a longer prefix than a route that leads on', () => {
    expect(ruleOn('192.168.1.1', [dead(LIST), NAT]).ruling).toBe('unknown');
  });
});

describe('IPv6', () => {
  const routes: readonly Route[] = [
    { DestinationIpv6CidrBlock: '2001:db8::/56', GatewayId: 'local', State: 'active' },
    { DestinationIpv6CidrBlock: '::/0', GatewayId: 'eigw-1', State: 'blackhole' },
    NAT,
  ];

  test.each([
    ['2001:db8:0:7::1', 'allow', '2001:db8::/56 to local'],
    ['2001:db8:1::1', 'deny', '::/0 to eigw-1 (blackhole)'],
  ])('to %s: %s', (to, ruling, rule) => {
    expect(ruleOn(to, routes)).toMatchObject({ ruling, rule });
  });
});

describe('a range', () => {
  test('of which a part has a route is mixed, and that part is named', () => {
    expect(ruleOn('10.0.0.0/15', [LOCAL])).toMatchObject({
      ruling: 'mixed',
      rule: null,
      detail: 'passes only for 10.0.0.0/16',
    });
  });

  test('of which a dead route swallows a part names what is left, and the dead route', () => {
    const hole = { DestinationCidrBlock: '10.0.1.0/25', NetworkInterfaceId: 'eni-1', State: 'blackhole' };
    expect(ruleOn('10.0.1.0/24', [LOCAL, hole])).toMatchObject({
      ruling: 'mixed',
      rule: '10.0.1.0/25 to eni-1 (blackhole)',
      detail: 'passes only for 10.0.1.128/25',
    });
  });

  test('of which two routes cover a half each is open', () => {
    const halves = ['10.1.0.0/17', '10.1.128.0/17'].map((DestinationCidrBlock) => ({ ...HUB, DestinationCidrBlock }));
    expect(ruleOn('10.1.0.0/16', halves).ruling).toBe('allow');
  });
});

describe('for random tables', () => {
  const block = fc
    .tuple(fc.nat(31), fc.integer({ min: 24, max: 32 }))
    .map(([host, length]) => `10.0.7.${host}/${length}`);
  const route: fc.Arbitrary<Route> = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        DestinationCidrBlock: block,
        GatewayId: fc.constantFrom('igw-1', 'vgw-1'),
        State: fc.constantFrom('active', 'active', 'blackhole'),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ DestinationPrefixListId: 'pl-none', State: 'active' }) },
  );
  const networkOf = (one: Route): string => {
    const { from, to } = span(one.DestinationCidrBlock ?? '0.0.0.0/0');
    return `${from}-${to}`;
  };
  // A table holds each destination once.
  const routes = fc.uniqueArray(route, { selector: networkOf, maxLength: 6 });
  const singles = Array.from({ length: 16 }, (_, host) => `10.0.7.${host}`);

  test('the ruling on a range is those on its single addresses taken together', () => {
    const property = fc.property(routes, (given) => {
      const each = singles.map((to) => ruleOn(to, given).ruling);
      expect(ruleOn('10.0.7.0/28', given).ruling).toBe(wholeOf(each));
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('the order of routes does not matter', () => {
    const property = fc.property(routes, fc.constantFrom(...singles), (given, to) => {
      expect(ruleOn(to, given.toReversed())).toEqual(ruleOn(to, given));
    });
    fc.assert(property);
  });

  test('no route that covers an address is longer than the one that decides', () => {
    const property = fc.property(routes, fc.constantFrom(...singles), (given, to) => {
      const chosen = ruleOn(to, given).rule?.split(' ')[0];
      fc.pre(chosen !== undefined);
      const { from } = span(to);
      const lengths = given
        .map((one) => one.DestinationCidrBlock ?? '')
        .filter((cidr) => cidr && span(cidr).from <= from && from <= span(cidr).to)
        .map((cidr) => Number(cidr.split('/')[1]));
      expect(Number(chosen?.split('/')[1])).toBe(Math.max(...lengths));
    });
    fc.assert(property);
  });
});
