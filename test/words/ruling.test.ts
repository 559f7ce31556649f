import { describe, expect, test } from '@jest/globals';
import type { RuleRef } from '../../lib/model/rule-ref.ts';
import type { Reason, Ruling, RulingPart } from '../../lib/model/ruling.ts';
import { portRange } from '../../lib/net/range.ts';
import { sayNotRead, sayRule, sayRuling, sayRulingInOne } from '../../lib/words/ruling.ts';

const LONGEST = 300;

const ports = portRange(1_024, 65_535);
const address = (at: number) =>
  ({ family: 6, from: 2n ** 125n + BigInt(at * 7), to: 2n ** 125n + BigInt(at * 7 + 5) }) as const;

const RULES: readonly RuleRef[] = [
  {
    kind: 'security-group-rule',
    groupId: 'sg-0123456789abcdef0',
    direction: 'in',
    protocol: 'tcp',
    fromPort: 1_024,
    toPort: 65_535,
    peer: '2001:db8:ffff:ffff:ffff:ffff:ffff:fff0/124',
  },
  {
    kind: 'network-acl-entry',
    networkAclId: 'acl-0123456789abcdef0',
    direction: 'out',
    ruleNumber: 32_766,
    action: 'deny',
  },
  {
    kind: 'route',
    routeTableId: 'rtb-0123456789abcdef0',
    destination: '2001:db8:ffff:ffff:ffff:ffff:ffff:fff0/124',
    target: { kind: 'nat-gateway', id: 'nat-0123456789abcdef0' },
    state: 'blackhole',
  },
];

const REASONS: readonly Reason[] = [
  ...(
    ['no-rule-allows', 'no-entry-matches', 'no-route', 'target-gone', 'leads-to-internet', 'has-no-groups'] as const
  ).map((kind) => ({ kind })),
  ...(['depends-on-rule', 'route-state-not-known', 'target-not-read', 'groups-not-known'] as const).map((kind) => ({
    kind,
  })),
  { kind: 'local-of-another-vpc', vpcId: 'vpc-0123456789abcdef0' },
  { kind: 'depends-on-prefix-list', prefixListId: 'pl-0123456789abcdef0' },
  { kind: 'group-rules-not-known', groupIds: Array.from({ length: 500 }, (_, at) => `sg-0123456789abc${at}`) },
  { kind: 'network-acl-not-known', subnetId: null },
  { kind: 'route-table-not-known', subnetId: 'subnet-0123456789abcdef0' },
];

const rulingOf = (parts: readonly RulingPart[]): Ruling => ({
  addresses: { ...address(0), to: address(20_000).to },
  ports,
  parts,
});

describe('a ruling in words', () => {
  test.each(['allow', 'deny', 'unknown', 'mixed'] as const)(
    'that is %s has no more than 300 characters, whatever its rules and parts',
    (effect) => {
      for (const rule of [...RULES, null])
        for (const reason of [...REASONS, null]) {
          const parts = Array.from(
            { length: 2_000 },
            (_, at): RulingPart => ({
              addresses: address(at),
              ports: rule?.kind === 'route' ? ports : portRange(32_768, 65_535),
              effect: effect === 'mixed' ? (at % 2 === 0 ? 'allow' : 'deny') : effect,
              rule,
              reason,
            }),
          );
          const said = sayRulingInOne(rulingOf(parts));
          expect(said.length).toBeGreaterThan(reason === null && effect !== 'mixed' ? -1 : 5);
          expect(said.length).toBeLessThanOrEqual(LONGEST);
          expect(said).not.toMatch(/undefined|null|\[object/);
        }
    },
  );

  test('names a group where its id does not stand beside', () => {
    const [rule] = RULES;
    if (!rule) throw new Error('no rule');
    expect(sayRule(rule)).toMatch(/^sg-0123456789abcdef0 ingress tcp 1024-65535 from 2001:/);
    expect(sayRule(rule, ['sg-0123456789abcdef0'])).toMatch(/^ingress tcp/);
    expect(sayRule(rule, ['sg-0123456789abcdef0', 'sg-2'])).toMatch(/^sg-0123456789abcdef0 ingress/);
  });

  test('of nothing says so', () => {
    expect(sayRuling(rulingOf([]))).toEqual({ rule: null, detail: 'there is nothing to rule on' });
  });
});

test('what is not read is named, a transit gateway by its own tables', () => {
  expect(sayNotRead({ kind: 'transit-gateway', id: 'tgw-1' })).toBe(
    "the path goes through tgw-1, whose own route tables aren't read here",
  );
  expect(sayNotRead({ kind: 'vpc-peering-connection', id: 'pcx-1' })).toContain("whose other side isn't read");
});
