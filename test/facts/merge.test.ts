import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeFacts } from '../../lib/facts/merge.ts';
import { observationsOf } from '../../lib/facts/observations-of.ts';
import { CONFIGURATION_NAMES, type ConfigurationName } from '../../lib/model/configuration.ts';
import type { FactName, Facts, Observations } from '../../lib/model/facts.ts';
import { RESOURCE_KINDS } from '../../lib/model/inventory.ts';
import { type UnseenReason, unseen } from '../../lib/model/observation.ts';
import { asSets } from '../support/as-sets.ts';
import { ACCOUNT, configured, endpoint, inspected } from '../support/configuration.ts';
import { fromSpoke } from '../support/silent-world.ts';
import { factsOf, observationsIn, target, tcp, type WorldChange, world } from '../support/world.ts';

const OLDER = '2026-11-22T02:00:00.000Z';
const NEWER = '2026-11-22T04:00:00.000Z';
const BOTH_WAYS = [
  ['older', OLDER, NEWER],
  ['newer', NEWER, OLDER],
] as const;

const insideFacts = (change: WorldChange = {}, takenAt = OLDER) => factsOf(world(change), takenAt);
const outsideFacts = (change: WorldChange = {}, takenAt = NEWER) => factsOf(inspected(change), takenAt);
const inState = (State: string) => ({ vpcEndpoints: [endpoint({ State })] });

/** What is judged of some facts together, and that it is the same in whichever order they come. */
function together(one: Facts, other: Facts): Observations {
  const observations = observationsIn(mergeFacts(one, other));
  expect(observationsIn(mergeFacts(other, one))).toEqual(observations);
  return observations;
}

const ALL = Object.keys(world()) as FactName[];
const CONFIGURATION = Object.keys(CONFIGURATION_NAMES) as ConfigurationName[];
const OTHERS = ALL.filter((name) => !Object.hasOwn(CONFIGURATION_NAMES, name));

describe('merging a look from inside with one from outside', () => {
  test('has packets from inside and configuration from outside, and nothing is lost', () => {
    const [inside, outside] = [insideFacts(), outsideFacts()];
    const observations = together(inside, outside);
    for (const name of OTHERS) expect(observations[name]).toEqual(observationsIn(inside)[name]);
    for (const name of CONFIGURATION) expect(asSets(observations)[name]).toEqual(asSets(observationsIn(outside))[name]);
    expect(Object.keys(observations).toSorted()).toEqual(ALL.toSorted());
  });

  test("keeps both runs as they are, and judges by inside's target and vantage", () => {
    const inside = insideFacts();
    const outside = outsideFacts({ target: target({ secretId: 'another' }) });
    expect(mergeFacts(outside, inside).runs).toEqual([...inside.runs, ...outside.runs]);
    const observations = together(inside, outside);
    expect(observations.target).toMatchObject({ value: target() });
    expect(observations.vantage).toMatchObject({ value: { place: 'inside', functionName: 'verify-a' } });
  });

  test('takes no packets from outside, even where there are some and inside has none', () => {
    const inside = insideFacts({ tcp: unseen('skipped', 'there is no address to try') });
    const outside = outsideFacts({ tcp: [tcp('10.0.1.100')] });
    expect(together(inside, outside).tcp).toEqual(unseen('skipped', 'there is no address to try'));
  });

  test.each(BOTH_WAYS)('what is seen inside alone stays, though inside is %s', (_, insideAt, outsideAt) => {
    const inside = factsOf(configured(inState('inside')), insideAt);
    const outside = outsideFacts({ vpcEndpoints: unseen('denied', 'not allowed') }, outsideAt);
    expect(together(inside, outside).vpcEndpoints).toMatchObject({ value: [{ State: 'inside' }] });
  });

  test.each(BOTH_WAYS)('what is seen outside alone is taken, though inside is %s', (_, insideAt, outsideAt) => {
    const outside = outsideFacts(inState('outside'), outsideAt);
    expect(together(insideFacts({}, insideAt), outside).vpcEndpoints).toMatchObject({ value: [{ State: 'outside' }] });
  });

  test.each([
    ['inside', NEWER, OLDER],
    ['outside', OLDER, NEWER],
  ])('of a resource that both have seen, that from %s counts where it is newer', (winner, insideAt, outsideAt) => {
    const inside = factsOf(configured(inState('inside')), insideAt);
    const outside = outsideFacts(inState('outside'), outsideAt);
    expect(together(inside, outside).vpcEndpoints).toMatchObject({ value: [{ State: winner }] });
  });

  const beside = endpoint({ VpcEndpointId: 'vpce-beside' });
  const seenBy = (accountId: string, at: string, change: WorldChange) =>
    factsOf(configured({ caller: { accountId }, ...change }), at);

  test('resources that either account has seen are all there', () => {
    const participant = seenBy('444455556666', OLDER, { vpcEndpoints: [beside] });
    const { vpcEndpoints } = together(participant, outsideFacts());
    expect(vpcEndpoints).toMatchObject({ value: expect.arrayContaining([beside, endpoint()]) });
  });

  test.each([
    ['gone where the same account has looked at its VPC since', outsideFacts(), false],
    ['there where nobody has looked since', outsideFacts({}, '2026-11-22T01:00:00.000Z'), true],
    ['there where who looked since looked at another VPC', outsideFacts(fromSpoke), true],
    ['there where nothing tells who looked since', outsideFacts({ caller: unseen('denied', 'no') }), true],
    ['there where who looked since could not see', outsideFacts({ vpcEndpoints: unseen('denied', 'no') }), true],
  ])('a resource that is not found any more is %s', (_, since, isThere) => {
    const before = seenBy(ACCOUNT, OLDER, { vpcEndpoints: [beside] });
    const { vpcEndpoints } = mergeFacts(before, since).inventory.resources;
    expect(Object.hasOwn(vpcEndpoints, 'vpce-beside')).toBe(isThere);
  });

  test('times are compared as times, and not as text', () => {
    const inside = factsOf(configured(inState('inside')), '2026-11-22T05:30:00.000+03:00');
    const outside = outsideFacts(inState('outside'), '2026-11-22T03:00:00.000Z');
    expect(together(inside, outside).vpcEndpoints).toMatchObject({ value: [{ State: 'outside' }] });
  });

  test('facts are chosen one by one, so that each side can bring what the other lacks', () => {
    const hidden = unseen('denied', 'not allowed');
    const inside = factsOf(configured({ networkAcls: hidden }), OLDER);
    const outside = outsideFacts({ routeTables: hidden });
    const { networkAcls, routeTables } = asSets(together(inside, outside));
    expect(networkAcls).toEqual(asSets(observationsIn(outside)).networkAcls);
    expect(routeTables).toEqual(asSets(observationsIn(inside)).routeTables);
  });

  test('a value of null is a value', () => {
    const outside = outsideFacts({ kmsKey: null, endpointService: null });
    const { kmsKey, endpointService } = together(insideFacts(), outside);
    for (const one of [kmsKey, endpointService]) expect(one).toMatchObject({ state: 'seen', value: null });
  });
});

describe('of two reasons why there is no value', () => {
  const RANKED: readonly UnseenReason[] = ['denied', 'failed', 'timed-out', 'skipped'];
  const pairs = RANKED.flatMap((more, at) => RANKED.slice(at + 1).map((less) => [more, less] as const));

  test.each(pairs)('%s tells more than %s, wherever and whenever each arose', (more, less) => {
    for (const [, insideAt, outsideAt] of BOTH_WAYS)
      for (const [within, without] of [
        [more, less],
        [less, more],
      ] as const) {
        const inside = insideFacts({ vpcEndpoints: unseen(within, within) }, insideAt);
        const outside = outsideFacts({ vpcEndpoints: unseen(without, without) }, outsideAt);
        expect(together(inside, outside).vpcEndpoints).toEqual(unseen(more, more));
      }
  });

  test.each(BOTH_WAYS)(
    'and of two that tell as much, that of the newer counts, be inside %s',
    (_, insideAt, outsideAt) => {
      const inside = insideFacts({ vpcEndpoints: unseen('denied', OLDER) }, insideAt);
      const outside = outsideFacts({ vpcEndpoints: unseen('denied', NEWER) }, outsideAt);
      const newer = insideAt > outsideAt ? OLDER : NEWER;
      expect(together(inside, outside).vpcEndpoints).toEqual(unseen('denied', newer));
    },
  );
});

const IDS = ['vpce-1', 'vpce-2', 'vpce-3'];

/** A look of any place, account and time at some endpoints, in states that tell them apart; or a reason why not. Times recur. */
const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    place: fc.constantFrom('inside' as const, 'outside' as const),
    functionName: fc.constantFrom('verify-a', 'verify-b'),
    accountId: fc.constantFrom('111122223333', '444455556666'),
    takenAt: fc.constantFrom(OLDER, '2026-11-22T03:00:00.000Z', NEWER),
    states: fc.dictionary(fc.constantFrom(...IDS), fc.constantFrom('available', 'pending', 'failed')),
    why: fc.option(fc.constantFrom<UnseenReason>('denied', 'timed-out', 'failed', 'skipped')),
  })
  .map(({ place, functionName, accountId, takenAt, states, why }) => {
    const endpoints = Object.entries(states).map(([VpcEndpointId, State]) => endpoint({ VpcEndpointId, State }));
    const vantage = { kind: 'live' as const, place, functionName, accountId };
    const vpcEndpoints = why === null ? endpoints : unseen(why, `${functionName} could not`);
    return factsOf(configured({ vantage, caller: { accountId }, vpcEndpoints }), takenAt);
  });

/** The endpoints of some facts with the time at which each was read. */
const endpointsIn = ({ inventory: { reads, resources } }: Facts) =>
  Object.entries(resources.vpcEndpoints).map(([id, { read, value }]) => ({ id, value, at: reads[read]?.at ?? '' }));

const timeOf = ({ runs: [run] }: Facts): string => run?.takenAt ?? '';

describe('merging any looks', () => {
  test('gives the same in any order', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (one, other) => {
        const [merged, turned] = [mergeFacts(one, other), mergeFacts(other, one)];
        expect(turned).toEqual(merged);
        expect(observationsOf(turned)).toEqual(observationsOf(merged));
      }),
    );
  });

  test('gives the same in any grouping', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, anyFacts, (one, two, three) => {
        const all = mergeFacts(one, two, three);
        expect(mergeFacts(mergeFacts(one, two), three)).toEqual(all);
        expect(mergeFacts(one, mergeFacts(two, three))).toEqual(all);
      }),
    );
  });

  test('again with the same changes nothing, and neither does a look with itself', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (one, other) => {
        const merged = mergeFacts(one, other);
        expect(mergeFacts(merged, other)).toEqual(merged);
        expect(mergeFacts(merged, merged)).toEqual(merged);
        const twice = mergeFacts(one, one);
        expect(twice.runs).toEqual(one.runs);
        expect(observationsOf(twice).map(asSets)).toEqual(observationsOf(one).map(asSets));
      }),
    );
  });

  test('loses and invents no run and no read, invents no resource, and has all that the last look had', () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { minLength: 1, maxLength: 4 }), ([first, ...others]) => {
        if (!first) return;
        const all = [first, ...others];
        const { runs, inventory } = mergeFacts(first, ...others);
        const textsOf = (items: readonly unknown[]) => [...new Set(items.map((one) => JSON.stringify(one)))].toSorted();
        const plain = (items: readonly unknown[]) => items.map((one) => JSON.stringify(one)).toSorted();
        expect(plain(runs)).toEqual(textsOf(all.flatMap((facts) => facts.runs)));
        expect(plain(inventory.reads)).toEqual(textsOf(all.flatMap((facts) => facts.inventory.reads)));
        for (const kind of RESOURCE_KINDS) {
          const ids = all.flatMap((facts) => Object.keys(facts.inventory.resources[kind]));
          const kept = Object.keys(inventory.resources[kind]);
          expect(ids).toEqual(expect.arrayContaining(kept));
          // What the last look had is there, whatever those before it had.
          const last = all.toSorted((a, b) => Date.parse(timeOf(b)) - Date.parse(timeOf(a)))[0];
          expect(kept).toEqual(expect.arrayContaining(Object.keys(last?.inventory.resources[kind] ?? {})));
        }
      }),
    );
  });

  test('has each resource as it was read last, beside the read that told it', () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { minLength: 1, maxLength: 4 }), ([first, ...others]) => {
        if (!first) return;
        const all = [first, ...others].flatMap(endpointsIn);
        for (const { id, value, at } of endpointsIn(mergeFacts(first, ...others))) {
          const own = all.filter((one) => one.id === id);
          expect(at).toBe(
            own
              .map((one) => one.at)
              .toSorted()
              .at(-1),
          );
          expect(own.filter((one) => one.at === at).map((one) => one.value)).toContainEqual(value);
        }
      }),
    );
  });

  test('points every resource at a read of its own kind that brought something', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (one, other) => {
        const { reads, resources } = mergeFacts(one, other).inventory;
        for (const kind of RESOURCE_KINDS)
          for (const { read } of Object.values(resources[kind]))
            expect(reads[read]).toMatchObject({ of: kind, outcome: 'read' });
      }),
    );
  });
});
