import { describe, expect, test } from '@jest/globals';
import { mergeFacts } from '../../lib/facts/merge.ts';
import { unreadIn } from '../../lib/facts/unread.ts';
import { CONFIGURATION_NAMES, type ConfigurationName } from '../../lib/model/configuration.ts';
import type { Facts } from '../../lib/model/facts.ts';
import { type UnseenReason, unseen } from '../../lib/model/observation.ts';
import { configured, HEALTHY_CONFIGURATION, inspected } from '../support/configuration.ts';
import { factsOf, target, type WorldChange, world } from '../support/world.ts';

const DENIED = unseen('denied', 'ec2:DescribeNetworkAcls is not allowed here');
const UNREAD = [{ fact: 'networkAcls', why: 'denied', detail: DENIED.detail }];
const NAMES = Object.keys(CONFIGURATION_NAMES) as ConfigurationName[];

const vantageOf = (accountId: string | null) =>
  ({ kind: 'live', place: 'outside', functionName: null, accountId }) as const;
const NEWER = '2026-11-22T04:00:00.000Z';
const lookOf = (accountId: string | null, change: WorldChange, takenAt?: string): Facts => {
  const caller = accountId === null ? unseen('denied', 'sts:GetCallerIdentity') : { accountId };
  return factsOf(inspected({ vantage: vantageOf(accountId), caller, ...change }), takenAt);
};

/** The same whichever comes first. */
function unreadOf(one: Facts, other: Facts) {
  const unread = unreadIn(mergeFacts(one, other));
  expect(unreadIn(mergeFacts(other, one))).toEqual(unread);
  return unread;
}

describe('unread is', () => {
  test('nothing of what was read', () => {
    expect(unreadIn(factsOf(configured()))).toEqual([]);
  });

  test.each(['denied', 'timed-out', 'failed'] as const)(
    'every fact that was asked for and %s, with the reason',
    (why) => {
      const asked = NAMES.filter((name) => name !== 'caller');
      const wrong = asked.filter((fact) => {
        const unread = unreadIn(factsOf(configured({ [fact]: unseen(why, `no ${fact}`) })));
        // What follows from it is not known for the same reason.
        const isItsReason = unread.every((one) => one.why === why && one.detail === `no ${fact}`);
        return !isItsReason || !unread.some((one) => one.fact === fact);
      });
      expect(asked.length).toBeGreaterThan(12);
      expect(wrong).toEqual([]);
    },
  );

  test('nothing that nobody asked for', () => {
    const skipped = Object.fromEntries(NAMES.map((name) => [name, unseen('skipped', 'not asked')])) as WorldChange;
    expect(unreadIn(factsOf(world(skipped)))).toEqual([]);
  });

  test('not the name of who reads', () => {
    expect(unreadIn(factsOf(configured({ caller: unseen('denied', 'sts:GetCallerIdentity') })))).toEqual([]);
  });

  test('no packet that was not seen', () => {
    expect(unreadIn(factsOf(configured({ tcp: unseen('failed', 'EMFILE') })))).toEqual([]);
  });
});

test.each(['vpcs', 'vpcDnsAttributes', 'secrets'] as const)('unread is what no read told of, of %s', (kind) => {
  const facts = factsOf(inspected());
  const resources = { ...facts.inventory.resources, [kind]: {} };
  expect(unreadIn({ ...facts, inventory: { ...facts.inventory, resources } })).not.toEqual([]);
});

describe('of several looks, what one could not read is unread', () => {
  test.each<[string, string | null, string | null]>([
    ['of the same account', '111122223333', '111122223333'],
    ['whose account is not known', '111122223333', null],
    ['while its own account is not known', null, '111122223333'],
  ])('not where another %s read it', (_, mine, theirs) => {
    expect(unreadOf(lookOf(mine, { networkAcls: DENIED }), lookOf(theirs, {}))).toEqual([]);
  });

  test('where only another account read it', () => {
    const unread = unreadOf(lookOf('111122223333', { networkAcls: DENIED }), lookOf('444455556666', {}));
    expect(unread).toEqual(UNREAD);
  });

  test('where it was read of another VPC', () => {
    const { source, vpc } = HEALTHY_CONFIGURATION;
    const elsewhere = lookOf('111122223333', {
      source: { ...source, vpcId: 'vpc-other', subnetIds: ['subnet-other'] },
      vpc: { ...vpc, VpcId: 'vpc-other' },
      subnets: HEALTHY_CONFIGURATION.subnets.map((one) => ({ ...one, VpcId: 'vpc-other' })),
    });
    const unread = unreadOf(lookOf('111122223333', { networkAcls: DENIED }), elsewhere);
    expect(unread).toEqual(expect.arrayContaining(UNREAD));
  });

  test('where it was read of another Region', () => {
    const elsewhere = lookOf('111122223333', { target: target({ region: 'us-east-1' }) });
    const unread = unreadOf(lookOf('111122223333', { networkAcls: DENIED }), elsewhere);
    expect(unread).toEqual(expect.arrayContaining(UNREAD));
  });

  test.each<UnseenReason>(['denied', 'timed-out', 'failed', 'skipped'])(
    'where the other did not read it either, as that was %s',
    (why) => {
      const other = lookOf('111122223333', { networkAcls: unseen(why, 'nor here') }, NEWER);
      const unread = unreadOf(lookOf('111122223333', { networkAcls: DENIED }), other);
      const theirs = why === 'skipped' ? [] : [{ fact: 'networkAcls', why, detail: 'nor here' }];
      expect(new Set(unread)).toEqual(new Set([...UNREAD, ...theirs]));
    },
  );

  test('once, where both had the same reason', () => {
    const [one, other] = ['verify-a', 'verify-b'].map((functionName) =>
      lookOf('111122223333', { vantage: { ...vantageOf('111122223333'), functionName }, networkAcls: DENIED }),
    ) as [Facts, Facts];
    expect(unreadOf(one, other)).toEqual(UNREAD);
  });

  test('no more, where a look from outside read all that an isolated function could not', () => {
    expect(unreadIn(factsOf(world()))).not.toEqual([]);
    expect(unreadOf(factsOf(world()), factsOf(inspected()))).toEqual([]);
  });
});
