import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeFacts } from '../../lib/diagnose/merge.ts';
import { CONFIGURATION_NAMES, type ConfigurationName } from '../../lib/model/configuration.ts';
import type { FactName, Facts, Observations } from '../../lib/model/facts.ts';
import { unseen } from '../../lib/model/observation.ts';
import { configured, endpoint, inspected } from '../support/configuration.ts';
import { factsOf, target, tcp, type WorldChange, world } from '../support/world.ts';

const OLDER = '2026-11-22T02:00:00.000Z';
const NEWER = '2026-11-22T04:00:00.000Z';

const taken = (takenAt: string, observations: Observations): Facts => ({ ...factsOf(observations), takenAt });
const insideFacts = (change: WorldChange = {}, takenAt = OLDER) => taken(takenAt, world(change));
const outsideFacts = (change: WorldChange = {}, takenAt = NEWER) => taken(takenAt, inspected(change));

const ALL = Object.keys(world()) as FactName[];
const CONFIGURATION = Object.keys(CONFIGURATION_NAMES) as ConfigurationName[];
const OTHERS = ALL.filter((name) => !Object.hasOwn(CONFIGURATION_NAMES, name));

describe('merging a look from inside with one from outside', () => {
  test('has packets from inside and configuration from outside, and nothing is lost', () => {
    const [inside, outside] = [insideFacts(), outsideFacts()];
    const { observations } = mergeFacts(inside, outside);
    for (const name of OTHERS) expect(observations[name]).toBe(inside.observations[name]);
    for (const name of CONFIGURATION) expect(observations[name]).toBe(outside.observations[name]);
    expect(Object.keys(observations).toSorted()).toEqual(ALL.toSorted());
  });

  test("keeps inside's target, vantage and time", () => {
    const inside = insideFacts();
    const outside = outsideFacts({ target: target({ secretId: 'another' }) });
    const merged = mergeFacts(inside, outside);
    expect(merged.observations.target).toBe(inside.observations.target);
    expect(merged.observations.vantage).toMatchObject({ value: { place: 'inside', functionName: 'verify-a' } });
    expect(merged).toMatchObject({ schema: 1, takenAt: OLDER });
  });

  test('takes no packets from outside, even where there are some and inside has none', () => {
    const inside = insideFacts({ tcp: unseen('skipped', 'there is no address to try') });
    const outside = taken(NEWER, configured({ tcp: [tcp('10.0.1.100')] }));
    expect(mergeFacts(inside, outside).observations.tcp).toBe(inside.observations.tcp);
  });

  test.each([
    ['older', OLDER, NEWER],
    ['newer', NEWER, OLDER],
  ])('what is seen inside alone stays, though inside is %s', (_, insideAt, outsideAt) => {
    const inside = taken(insideAt, configured());
    const outside = outsideFacts({ vpcEndpoints: unseen('denied', 'not allowed') }, outsideAt);
    expect(mergeFacts(inside, outside).observations.vpcEndpoints).toBe(inside.observations.vpcEndpoints);
  });

  test.each([
    ['older', NEWER, OLDER],
    ['newer', OLDER, NEWER],
  ])('what is seen outside alone is taken, though outside is %s', (_, insideAt, outsideAt) => {
    const outside = outsideFacts({}, outsideAt);
    const { observations } = mergeFacts(insideFacts({}, insideAt), outside);
    expect(observations.vpcEndpoints).toBe(outside.observations.vpcEndpoints);
  });

  test.each([
    ['inside', NEWER, OLDER],
    ['outside', OLDER, NEWER],
  ])('of two that are seen, the one from %s wins where it is newer', (winner, insideAt, outsideAt) => {
    const inside = taken(insideAt, configured({ vpcEndpoints: [endpoint({ State: 'inside' })] }));
    const outside = outsideFacts({ vpcEndpoints: [endpoint({ State: 'outside' })] }, outsideAt);
    expect(mergeFacts(inside, outside).observations.vpcEndpoints).toMatchObject({ value: [{ State: winner }] });
  });

  test('times are compared as times, and not as text', () => {
    const inside = taken(
      '2026-11-22T05:30:00.000+03:00',
      configured({ vpcEndpoints: [endpoint({ State: 'inside' })] }),
    );
    const outside = outsideFacts({ vpcEndpoints: [endpoint({ State: 'outside' })] }, '2026-11-22T03:00:00.000Z');
    expect(mergeFacts(inside, outside).observations.vpcEndpoints).toMatchObject({ value: [{ State: 'outside' }] });
  });

  test('facts are chosen one by one, so that each side can bring what the other lacks', () => {
    const hidden = unseen('denied', 'not allowed');
    const inside = taken(OLDER, configured({ networkAcls: hidden }));
    const outside = outsideFacts({ routeTables: hidden });
    const { observations } = mergeFacts(inside, outside);
    expect(observations.networkAcls).toBe(outside.observations.networkAcls);
    expect(observations.routeTables).toBe(inside.observations.routeTables);
  });

  test('of two reasons why there is no value, the one from outside counts, whatever the times', () => {
    const outside = outsideFacts({ vpc: unseen('denied', 'ec2:DescribeVpcs is not allowed here') }, OLDER);
    expect(mergeFacts(insideFacts({}, NEWER), outside).observations.vpc).toBe(outside.observations.vpc);
  });

  test('a value of null is a value', () => {
    const inside = insideFacts();
    expect(mergeFacts(inside, outsideFacts({ kmsKey: null })).observations.kmsKey).toMatchObject({ value: null });
  });
});

/** Facts of any worlds; a value tells where it was seen. */
const anyFacts = (place: string): fc.Arbitrary<Facts> => {
  const observation = fc.oneof(
    fc.integer().map((number) => ({ state: 'seen', value: `${place} ${number}`, tookMs: 1 })),
    fc
      .constantFrom('denied', 'timed-out', 'failed', 'skipped')
      .map((why) => ({ state: 'unseen', why, detail: `${place} could not` })),
  );
  const observations = fc.record(Object.fromEntries(ALL.map((name) => [name, observation])));
  const takenAt = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true });
  return fc.tuple(observations, takenAt).map(([all, at]) => taken(at.toISOString(), all as unknown as Observations));
};

describe('merging any two looks', () => {
  test('brings no packet, target or vantage from outside', () => {
    fc.assert(
      fc.property(anyFacts('inside'), anyFacts('outside'), (inside, outside) => {
        const { observations } = mergeFacts(inside, outside);
        for (const name of OTHERS) expect(observations[name]).toBe(inside.observations[name]);
      }),
    );
  });

  test('invents nothing: each fact is the one or the other, and a value where either has one', () => {
    fc.assert(
      fc.property(anyFacts('inside'), anyFacts('outside'), (inside, outside) => {
        const { observations } = mergeFacts(inside, outside);
        for (const name of CONFIGURATION) {
          const both = [inside.observations[name], outside.observations[name]];
          expect(both).toContain(observations[name]);
          expect(observations[name].state).toBe(both.some((one) => one.state === 'seen') ? 'seen' : 'unseen');
        }
      }),
    );
  });

  test('again with the same changes nothing, and neither does a look with itself', () => {
    fc.assert(
      fc.property(anyFacts('inside'), anyFacts('outside'), (inside, outside) => {
        const merged = mergeFacts(inside, outside);
        expect(mergeFacts(merged, outside)).toEqual(merged);
        expect(mergeFacts(inside, inside)).toEqual(inside);
      }),
    );
  });
});
