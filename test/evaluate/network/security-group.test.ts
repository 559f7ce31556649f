import { BlockList } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type GroupFlow, ruleOnGroups } from '../../../lib/evaluate/network/security-group.ts';
import type { IpPermission, PrefixList } from '../../../lib/model/aws.ts';
import {
  byCidr,
  byGroup,
  byPrefixList,
  permission,
  said,
  securityGroup,
  span,
  wholeOf,
} from '../../support/network.ts';

const ruled = (...given: Parameters<typeof ruleOnGroups>) => said(ruleOnGroups(...given));

interface Given extends Partial<Omit<GroupFlow, 'peer'>> {
  readonly from?: string;
  readonly groupIds?: readonly string[] | null;
  readonly prefixLists?: readonly PrefixList[];
}

/** What one group with these inbound rules says of a call from 10.0.7.20 in sg-client to TCP 443. */
function ruleOn(rules: readonly IpPermission[], given: Given = {}) {
  const { from = '10.0.7.20', groupIds = ['sg-client'], prefixLists = [], ...flow } = given;
  const peer = { addresses: span(from), groupIds };
  return ruled(
    { direction: 'in', protocol: 'tcp', port: 443, ...flow, peer },
    [securityGroup('sg-1', { IpPermissions: rules })],
    prefixLists,
  );
}

describe('a group', () => {
  test('without rules denies, and no rule decided it', () => {
    expect(ruleOn([])).toEqual({ ruling: 'deny', rule: null, detail: 'no rule allows it' });
  });

  test('allows what one of its rules allows, and names that rule', () => {
    expect(ruleOn([byCidr('10.0.9.0/24'), byCidr('10.0.7.0/24')])).toEqual({
      ruling: 'allow',
      rule: 'sg-1 ingress tcp 443 from 10.0.7.0/24',
      detail: null,
    });
  });

  test('names the first of overlapping rules that allow', () => {
    expect(ruleOn([byCidr('10.0.0.0/8'), byCidr('10.0.7.0/24')]).rule).toBe('sg-1 ingress tcp 443 from 10.0.0.0/8');
  });

  test('is asked for its rules of that direction alone', () => {
    const groups = [securityGroup('sg-1', { IpPermissions: [byCidr('0.0.0.0/0')], IpPermissionsEgress: [] })];
    const flow = { protocol: 'tcp', port: 443, peer: { addresses: span('10.0.1.100'), groupIds: null } } as const;
    expect(ruled({ ...flow, direction: 'out' }, groups, []).ruling).toBe('deny');
    expect(ruled({ ...flow, direction: 'in' }, groups, []).ruling).toBe('allow');
  });

  test('names an outbound rule by where it leads', () => {
    const groups = [securityGroup('sg-1', { IpPermissionsEgress: [byCidr('10.0.1.0/24')] })];
    const peer = { addresses: span('10.0.1.100'), groupIds: null };
    expect(ruled({ direction: 'out', protocol: 'tcp', port: 443, peer }, groups, []).rule).toBe(
      'sg-1 egress tcp 443 to 10.0.1.0/24',
    );
  });
});

describe('several groups of one interface', () => {
  const flow = {
    direction: 'in',
    protocol: 'tcp',
    port: 443,
    peer: { addresses: span('10.0.7.0/24'), groupIds: null },
  } as const;

  test('allow together what any of them allows', () => {
    const groups = [securityGroup('sg-1'), securityGroup('sg-2', { IpPermissions: [byCidr('10.0.7.0/24')] })];
    expect(ruled(flow, groups, [])).toMatchObject({
      ruling: 'allow',
      rule: 'sg-2 ingress tcp 443 from 10.0.7.0/24',
    });
  });

  test('allow a range of which each allows one half', () => {
    const groups = [
      securityGroup('sg-1', { IpPermissions: [byCidr('10.0.7.0/25')] }),
      securityGroup('sg-2', { IpPermissions: [byCidr('10.0.7.128/25')] }),
    ];
    expect(ruled(flow, groups, []).ruling).toBe('allow');
  });

  test('deny when there are none at all', () => {
    expect(ruled(flow, [], []).ruling).toBe('deny');
  });
});

describe('the protocol', () => {
  test.each([
    ['tcp', 'tcp', 'allow'],
    ['TCP', 'tcp', 'allow'],
    ['6', 'tcp', 'allow'],
    ['-1', 'tcp', 'allow'],
    ['all', 'tcp', 'allow'],
    ['udp', 'tcp', 'deny'],
    ['17', 'tcp', 'deny'],
    ['icmp', 'tcp', 'deny'],
    ['1', 'tcp', 'deny'],
    ['udp', 'udp', 'allow'],
    ['17', 'udp', 'allow'],
    ['6', 'udp', 'deny'],
    ['-1', 'udp', 'allow'],
  ])('of a rule, %s, lets %s through: %s', (IpProtocol, protocol, expected) => {
    const rule = { ...byCidr('10.0.7.0/24'), IpProtocol };
    expect(ruleOn([rule], { protocol }).ruling).toBe(expected);
  });

  test.each(['-1', 'all'])('%s means every port, whatever ports stand beside it', (IpProtocol) => {
    const rule = { ...byCidr('10.0.7.0/24'), IpProtocol, FromPort: 0, ToPort: 0 };
    expect(ruleOn([rule]).ruling).toBe('allow');
  });

  test('of all is said as all ports', () => {
    const rule = { ...byCidr('10.0.7.0/24'), IpProtocol: '-1', FromPort: undefined, ToPort: undefined };
    expect(ruleOn([rule]).rule).toBe('sg-1 ingress all from 10.0.7.0/24');
  });
});

describe('the ports of a rule', () => {
  test.each([
    [443, 443, 'allow'],
    [0, 65_535, 'allow'],
    [442, 443, 'allow'],
    [443, 444, 'allow'],
    [444, 65_535, 'deny'],
    [0, 442, 'deny'],
    [80, 80, 'deny'],
    [-1, -1, 'allow'],
    [undefined, undefined, 'allow'],
  ])('from %s to %s let 443 through: %s', (FromPort, ToPort, expected) => {
    expect(ruleOn([{ ...byCidr('10.0.7.0/24'), FromPort, ToPort }]).ruling).toBe(expected);
  });

  test('are said as a range', () => {
    expect(ruleOn([{ ...byCidr('10.0.7.0/24'), FromPort: 80, ToPort: 500 }]).rule).toBe(
      'sg-1 ingress tcp 80-500 from 10.0.7.0/24',
    );
  });
});

describe('a rule that references a group', () => {
  test('allows a peer in that group, wherever it is', () => {
    expect(ruleOn([byGroup('sg-client')], { from: '203.0.113.0/24' })).toEqual({
      ruling: 'allow',
      rule: 'sg-1 ingress tcp 443 from sg-client',
      detail: null,
    });
  });

  test('allows a peer that is in that group among others', () => {
    expect(ruleOn([byGroup('sg-client')], { groupIds: ['sg-other', 'sg-client'] }).ruling).toBe('allow');
  });

  test('says nothing of a peer in other groups', () => {
    expect(ruleOn([byGroup('sg-client')], { groupIds: ['sg-other'] }).ruling).toBe('deny');
  });

  test('leaves it unknown where the groups of the peer are not known, and says on what it depends', () => {
    expect(ruleOn([byGroup('sg-client')], { groupIds: null })).toEqual({
      ruling: 'unknown',
      rule: null,
      detail: expect.stringContaining('sg-1 ingress tcp 443 from sg-client'),
    });
  });

  test('does not matter where another rule allows', () => {
    const rules = [byGroup('sg-client'), byCidr('10.0.7.0/24')];
    expect(ruleOn(rules, { groupIds: null }).ruling).toBe('allow');
  });

  test('leaves the rest unknown where another rule allows only a part', () => {
    const rules = [byGroup('sg-client'), byCidr('10.0.7.0/25')];
    expect(ruleOn(rules, { groupIds: null, from: '10.0.7.0/24' }).ruling).toBe('unknown');
  });

  test('for another port leaves nothing open', () => {
    const rule = { ...byGroup('sg-client'), FromPort: 80, ToPort: 80 };
    expect(ruleOn([rule], { groupIds: null }).ruling).toBe('deny');
  });
});

describe('a rule that references a prefix list', () => {
  const prefixLists = [{ PrefixListId: 'pl-1', Cidrs: ['10.0.6.0/24', '10.0.7.0/25', '2001:db8::/64'] }];

  test.each([
    ['10.0.7.20', 'allow'],
    ['10.0.6.0/24', 'allow'],
    ['10.0.7.200', 'deny'],
    ['10.0.7.0/24', 'mixed'],
    ['2001:db8::7', 'allow'],
    ['2001:db8:1::7', 'deny'],
  ])('that is given, for %s: %s', (from, expected) => {
    expect(ruleOn([byPrefixList('pl-1')], { from, prefixLists }).ruling).toBe(expected);
  });

  test('that is given is named as the one that decided', () => {
    expect(ruleOn([byPrefixList('pl-1')], { prefixLists }).rule).toBe('sg-1 ingress tcp 443 from pl-1');
  });

  test('that is given and empty denies', () => {
    const empty = [{ PrefixListId: 'pl-1', Cidrs: [] }];
    expect(ruleOn([byPrefixList('pl-1')], { prefixLists: empty }).ruling).toBe('deny');
  });

  test('that is not given leaves it unknown, and says which list is missing', () => {
    expect(ruleOn([byPrefixList('pl-2')], { prefixLists })).toMatchObject({
      ruling: 'unknown',
      detail: expect.stringContaining('pl-2'),
    });
  });

  test('that is not given does not matter where another rule allows', () => {
    expect(ruleOn([byPrefixList('pl-2'), byCidr('10.0.7.20/32')]).ruling).toBe('allow');
  });
});

describe('families stay apart', () => {
  test.each([
    ['10.0.7.20', '::/0', 'deny'],
    ['2001:db8::7', '0.0.0.0/0', 'deny'],
    ['2001:db8::7', '::/0', 'allow'],
    ['2001:db8::7', '2001:db8::/64', 'allow'],
    ['2001:db8:0:1::7', '2001:db8::/64', 'deny'],
  ])('%s by a rule for %s: %s', (from, cidr, expected) => {
    expect(ruleOn([byCidr(cidr)], { from }).ruling).toBe(expected);
  });
});

describe('a range that is covered in part', () => {
  test('is mixed, and the part that passes is named', () => {
    expect(ruleOn([byCidr('10.0.7.0/25')], { from: '10.0.7.0/24' })).toMatchObject({
      ruling: 'mixed',
      detail: 'passes only for 10.0.7.0/25',
    });
  });

  test('has every part named that passes', () => {
    const rules = [byCidr('10.0.7.0/26', '10.0.7.200/32')];
    expect(ruleOn(rules, { from: '10.0.7.0/24' }).detail).toBe('passes only for 10.0.7.0/26, 10.0.7.200');
  });

  test('is mixed in IPv6 too', () => {
    expect(ruleOn([byCidr('2001:db8::/65')], { from: '2001:db8::/64' }).detail).toBe('passes only for 2001:db8::/65');
  });
});

describe('for random rules', () => {
  const cidr = fc
    .tuple(fc.nat(31), fc.integer({ min: 26, max: 32 }))
    .map(([host, length]) => `10.0.7.${host}/${length}`);
  const rule = fc.oneof(
    { weight: 6, arbitrary: cidr.map((one) => byCidr(one)) },
    { weight: 1, arbitrary: cidr.map((one) => ({ ...byCidr(one), IpProtocol: 'udp' })) },
    { weight: 1, arbitrary: cidr.map((one) => ({ ...byCidr(one), FromPort: 80, ToPort: 80 })) },
    { weight: 1, arbitrary: fc.constant(byPrefixList('pl-none')) },
    { weight: 1, arbitrary: fc.constant(permission({ UserIdGroupPairs: [{ GroupId: 'sg-other' }] })) },
  );
  const rules = fc.array(rule, { maxLength: 5 });
  const singles = Array.from({ length: 16 }, (_, host) => `10.0.7.${host}`);

  test('the ruling on a range is those on its single addresses taken together', () => {
    const property = fc.property(rules, (given) => {
      const each = singles.map((from) => ruleOn(given, { from }).ruling);
      expect(ruleOn(given, { from: '10.0.7.0/28' }).ruling).toBe(wholeOf(each));
    });
    fc.assert(property, { numRuns: 300 });
  });

  test("blocks alone let through what Node's own list of blocks holds", () => {
    const property = fc.property(fc.array(cidr, { maxLength: 5 }), fc.constantFrom(...singles), (cidrs, from) => {
      const list = new BlockList();
      for (const one of cidrs) list.addSubnet(one.split('/')[0] ?? '', Number(one.split('/')[1]));
      expect(ruleOn([byCidr(...cidrs)], { from }).ruling).toBe(list.check(from) ? 'allow' : 'deny');
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('one rule more never closes what was open', () => {
    const property = fc.property(rules, rule, fc.constantFrom(...singles), (given, more, from) => {
      fc.pre(ruleOn(given, { from }).ruling === 'allow');
      expect(ruleOn([more, ...given], { from }).ruling).toBe('allow');
    });
    fc.assert(property);
  });
});
