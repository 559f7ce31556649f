import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AclFlow, ruleOnAcl } from '../../../lib/evaluate/network/network-acl.ts';
import type { NetworkAclEntry } from '../../../lib/model/aws.ts';
import { portRange } from '../../../lib/net/range.ts';
import {
  entry,
  LAMBDA_PORTS,
  LAST_ENTRIES,
  LINUX_PORTS,
  said,
  span,
  tcpEntry,
  wholeOf,
} from '../../support/network.ts';

interface Given extends Partial<Omit<AclFlow, 'peer'>> {
  readonly peer?: string;
}

/** What these entries say of a packet to TCP 443 that comes in from 10.0.7.20. */
const ruleOn = (entries: readonly NetworkAclEntry[], { peer = '10.0.7.20', ...flow }: Given = {}) =>
  said(
    ruleOnAcl(
      { direction: 'in', protocol: 'tcp', ports: portRange(443), peer: span(peer), ...flow },
      { NetworkAclId: 'acl-1', Entries: entries },
    ),
  );

const LAST_V6 = [false, true].map((Egress) => entry(32_768, { Egress, RuleAction: 'deny', Ipv6CidrBlock: '::/0' }));

describe("AWS's default network ACL", () => {
  const entries = [
    entry(100),
    entry(100, { Egress: true }),
    entry(101, { Ipv6CidrBlock: '::/0' }),
    entry(101, { Egress: true, Ipv6CidrBlock: '::/0' }),
    ...LAST_ENTRIES,
    ...LAST_V6,
  ];

  test.each<[Given, string]>([
    [{}, 'rule 100 allows'],
    [{ direction: 'out', ports: LAMBDA_PORTS }, 'rule 100 allows'],
    [{ protocol: 'udp', peer: '0.0.0.0/0' }, 'rule 100 allows'],
    [{ peer: '2001:db8::7' }, 'rule 101 allows'],
    [{ peer: '::/0', direction: 'out' }, 'rule 101 allows'],
  ])('lets %j pass: %s', (given, rule) => {
    expect(ruleOn(entries, given)).toEqual({ ruling: 'allow', rule, detail: null });
  });
});

describe("the custom network ACL of AWS's guide", () => {
  // Source: VPC User Guide, "Custom network ACLs for your VPC".
  const inbound = [
    tcpEntry(100, 80, 80),
    tcpEntry(105, 80, 80, { Ipv6CidrBlock: '::/0' }),
    tcpEntry(110, 443, 443),
    tcpEntry(115, 443, 443, { Ipv6CidrBlock: '::/0' }),
    tcpEntry(120, 22, 22, { CidrBlock: '192.0.2.0/24' }),
    tcpEntry(130, 3389, 3389, { CidrBlock: '192.0.2.0/24' }),
    tcpEntry(140, 32_768, 65_535),
    tcpEntry(145, 32_768, 65_535, { Ipv6CidrBlock: '::/0' }),
  ];
  const outbound = [tcpEntry(100, 80, 80), tcpEntry(110, 443, 443), tcpEntry(140, 32_768, 65_535)].map((one) => ({
    ...one,
    Egress: true,
  }));
  const entries = [...inbound, ...outbound, ...LAST_ENTRIES, ...LAST_V6];

  test.each<[string, Given, string, string | null]>([
    ['a web request', { peer: '203.0.113.9' }, 'allow', 'rule 110 allows'],
    ['a web request in IPv6', { peer: '2001:db8::7' }, 'allow', 'rule 115 allows'],
    ['SSH from the home network', { ports: portRange(22), peer: '192.0.2.7' }, 'allow', 'rule 120 allows'],
    ['SSH from elsewhere', { ports: portRange(22), peer: '198.51.100.7' }, 'deny', 'rule * denies'],
    [
      'SSH from a block that holds the home network',
      { ports: portRange(22), peer: '192.0.0.0/16' },
      'mixed',
      'rule * denies',
    ],
    ['a reply to a Linux client', { ports: LINUX_PORTS }, 'allow', 'rule 140 allows'],
    ['a reply to any port that Lambda may use', { ports: LAMBDA_PORTS }, 'mixed', 'rule * denies'],
    ['the same port by UDP', { protocol: 'udp' }, 'deny', 'rule * denies'],
    ['a request to elsewhere', { direction: 'out', peer: '203.0.113.9' }, 'allow', 'rule 110 allows'],
    ['SSH to the home network', { direction: 'out', ports: portRange(22), peer: '192.0.2.7' }, 'deny', 'rule * denies'],
  ])('rules on %s', (_, given, ruling, rule) => {
    expect(ruleOn(entries, given)).toMatchObject({ ruling, rule });
  });
});

describe("the subnet of AWS's guide that one computer alone reaches", () => {
  // Source: VPC User Guide, "Example: Control access to instances in a subnet".
  const entries = [
    tcpEntry(100, 22, 22, { CidrBlock: '172.31.1.2/32' }),
    tcpEntry(100, 32_768, 65_535, { CidrBlock: '172.31.1.2/32', Egress: true }),
    ...LAST_ENTRIES,
  ];

  test.each<[Given, string]>([
    [{ ports: portRange(22), peer: '172.31.1.2' }, 'allow'],
    [{ ports: portRange(22), peer: '172.31.1.3' }, 'deny'],
    [{ direction: 'out', ports: LINUX_PORTS, peer: '172.31.1.2' }, 'allow'],
    [{ direction: 'out', ports: portRange(22), peer: '172.31.1.2' }, 'deny'],
    [{ ports: portRange(22), peer: '172.31.1.2/31' }, 'mixed'],
  ])('%j: %s', (given, ruling) => {
    expect(ruleOn(entries, given).ruling).toBe(ruling);
  });
});

describe('entries', () => {
  const allow = (number: number) => tcpEntry(number, 443, 443);
  const deny = (number: number) => tcpEntry(number, 443, 443, { RuleAction: 'deny' });

  test('the first that matches decides: a deny before an allow', () => {
    expect(ruleOn([deny(90), allow(100)])).toEqual({ ruling: 'deny', rule: 'rule 90 denies', detail: null });
  });

  test('the first that matches decides: a deny behind an allow', () => {
    expect(ruleOn([allow(100), deny(110)])).toEqual({ ruling: 'allow', rule: 'rule 100 allows', detail: null });
  });

  test('count by their numbers, not by their order in the file', () => {
    expect(ruleOn([allow(1_000), deny(90)]).rule).toBe('rule 90 denies');
    expect(ruleOn([deny(1_000), allow(90)]).rule).toBe('rule 90 allows');
  });

  test('that do not match do not decide', () => {
    const others = [
      tcpEntry(10, 444, 500, { RuleAction: 'deny' }),
      tcpEntry(20, 443, 443, { RuleAction: 'deny', CidrBlock: '10.0.8.0/24' }),
      entry(30, { RuleAction: 'deny', Protocol: '17' }),
      tcpEntry(40, 443, 443, { RuleAction: 'deny', Egress: true }),
      tcpEntry(50, 443, 443, { RuleAction: 'deny', Ipv6CidrBlock: '::/0' }),
    ];
    expect(ruleOn([...others, allow(100)]).rule).toBe('rule 100 allows');
  });

  test('that are all missing deny by none of them', () => {
    expect(ruleOn([])).toEqual({ ruling: 'deny', rule: null, detail: 'no entry matches (implicit deny)' });
  });

  test('numbered 32767 are shown as AWS shows them', () => {
    expect(ruleOn(LAST_ENTRIES)).toEqual({ ruling: 'deny', rule: 'rule * denies', detail: null });
  });

  test.each(['-1', '6', 'tcp'])('of protocol %s match TCP', (Protocol) => {
    expect(ruleOn([entry(100, { Protocol })]).ruling).toBe('allow');
  });

  test.each(['17', '1', '58'])('of protocol %s do not match TCP', (Protocol) => {
    expect(ruleOn([entry(100, { Protocol })]).ruling).toBe('deny');
  });

  test('of protocol -1 match every port, whatever range stands beside it', () => {
    expect(ruleOn([entry(100, { PortRange: { From: 80, To: 80 } })], { ports: LAMBDA_PORTS }).ruling).toBe('allow');
  });

  test('of one direction say nothing of the other', () => {
    expect(ruleOn([entry(100, { Egress: true })]).ruling).toBe('deny');
    expect(ruleOn([entry(100)], { direction: 'out' }).ruling).toBe('deny');
  });

  test.each([
    ['10.0.7.20', { Ipv6CidrBlock: '::/0' }, 'deny'],
    ['2001:db8::7', { CidrBlock: '0.0.0.0/0' }, 'deny'],
    ['2001:db8::7', { Ipv6CidrBlock: '2001:db8::/64' }, 'allow'],
    ['2001:db8::/63', { Ipv6CidrBlock: '2001:db8::/64' }, 'mixed'],
  ])('for %s by %j: %s', (peer, block, ruling) => {
    expect(ruleOn([entry(100, block)], { peer }).ruling).toBe(ruling);
  });
});

describe('a range of which a part passes', () => {
  test('names the ports that do, and the entry that blocks the rest', () => {
    const entries = [tcpEntry(100, 32_768, 65_535), ...LAST_ENTRIES];
    expect(ruleOn(entries, { ports: LAMBDA_PORTS })).toMatchObject({
      ruling: 'mixed',
      rule: 'rule * denies',
      detail: 'passes only for ports 32768-65535',
    });
  });

  test('names both sides of a port that is denied', () => {
    const entries = [tcpEntry(90, 5_000, 5_000, { RuleAction: 'deny' }), tcpEntry(100, 1_024, 65_535)];
    expect(ruleOn(entries, { ports: LAMBDA_PORTS })).toMatchObject({
      ruling: 'mixed',
      rule: 'rule 90 denies',
      detail: 'passes only for ports 1024-4999, ports 5001-65535',
    });
  });

  test('names the addresses that do', () => {
    const entries = [tcpEntry(100, 443, 443, { CidrBlock: '10.0.7.0/25' })];
    expect(ruleOn(entries, { peer: '10.0.7.0/24' }).detail).toBe('passes only for 10.0.7.0/25');
  });

  test('names addresses with their ports where both matter', () => {
    const entries = [tcpEntry(100, 32_768, 65_535, { CidrBlock: '10.0.7.0/25' })];
    expect(ruleOn(entries, { peer: '10.0.7.0/24', ports: LAMBDA_PORTS }).detail).toBe(
      'passes only for 10.0.7.0/25 ports 32768-65535',
    );
  });
});

describe('for random entries', () => {
  const block = fc
    .tuple(fc.nat(31), fc.integer({ min: 26, max: 32 }))
    .map(([host, length]) => `10.0.7.${host}/${length}`);
  const ports = fc.tuple(fc.nat(12), fc.nat(12)).map(([a, b]) => ({ From: Math.min(a, b), To: Math.max(a, b) }));
  const entries = fc.uniqueArray(
    fc.record({
      RuleNumber: fc.integer({ min: 1, max: 50 }),
      Egress: fc.constantFrom(false, false, false, true),
      RuleAction: fc.constantFrom('allow' as const, 'deny' as const),
      Protocol: fc.constantFrom('6', '6', '6', '-1', '17'),
      CidrBlock: block,
      PortRange: ports,
    }),
    { selector: ({ RuleNumber, Egress }) => `${RuleNumber} ${Egress}`, maxLength: 6 },
  );
  const addresses = Array.from({ length: 16 }, (_, host) => `10.0.7.${host}`);
  const numbers = Array.from({ length: 9 }, (_, index) => index + 2);

  test('the ruling on a range is those on its single addresses and ports taken together', () => {
    const property = fc.property(entries, (given) => {
      const each = addresses.flatMap((peer) =>
        numbers.map((port) => ruleOn(given, { peer, ports: portRange(port) }).ruling),
      );
      expect(ruleOn(given, { peer: '10.0.7.0/28', ports: portRange(2, 10) }).ruling).toBe(wholeOf(each));
    });
    fc.assert(property, { numRuns: 200 });
  });

  test('their order in the file does not matter', () => {
    const property = fc.property(
      entries,
      fc.constantFrom(...addresses),
      fc.constantFrom(...numbers),
      (given, peer, port) => {
        const flow = { peer, ports: portRange(port) };
        expect(ruleOn(given.toReversed(), flow)).toEqual(ruleOn(given, flow));
      },
    );
    fc.assert(property);
  });

  test('entries of the opposite action give the opposite ruling, where one matches', () => {
    const property = fc.property(
      entries,
      fc.constantFrom(...addresses),
      fc.constantFrom(...numbers),
      (given, peer, port) => {
        const flow = { peer, ports: portRange(port) };
        const turned = given.map(
          (one) => ({ ...one, RuleAction: one.RuleAction === 'allow' ? 'deny' : 'allow' }) as const,
        );
        const [before, after] = [ruleOn(given, flow), ruleOn(turned, flow)];
        fc.pre(before.rule !== null);
        expect(after.ruling).toBe(before.ruling === 'allow' ? 'deny' : 'allow');
      },
    );
    fc.assert(property);
  });
});
