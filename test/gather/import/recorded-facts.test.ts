import { describe, expect, test } from '@jest/globals';
import { meansFacts, parseRecordedFacts } from '../../../lib/gather/import/recorded-facts.ts';
import type { Facts } from '../../../lib/model/facts.ts';
import { factsOf, world } from '../../support/world.ts';

const recorded = (): Facts => JSON.parse(JSON.stringify(factsOf(world())));

/** A recording with some of its observations set to something else. */
const recording = (over: Readonly<Record<string, unknown>>): unknown => {
  const facts = recorded();
  return { ...facts, observations: { ...facts.observations, ...over } };
};

describe('a document means to be facts', () => {
  test.each([
    [recorded(), true],
    [{ schema: 99, observations: {} }, true],
    [{ SecurityGroups: [] }, false],
    [{}, false],
    [[], false],
    [null, false],
    ['observations', false],
    [7, false],
  ])('where it has observations, good or not: case %#', (content, expected) => {
    expect(meansFacts(content)).toBe(expected);
  });
});

describe('a recording', () => {
  test('is read as it was written, but for the vantage, which is offline', () => {
    const facts = recorded();
    const read = parseRecordedFacts(facts, 'facts.json');
    const { vantage, ...others } = read.observations;
    const { vantage: before, ...same } = facts.observations;
    expect(others).toEqual(same);
    expect(before).not.toMatchObject({ value: { kind: 'offline' } });
    expect(vantage).toEqual({
      ...before,
      value: { ...(before.state === 'seen' ? before.value : {}), kind: 'offline' },
    });
    expect({ takenAt: read.takenAt, tool: read.tool }).toEqual({ takenAt: facts.takenAt, tool: facts.tool });
  });

  test('that lacks an observation says so', () => {
    expect(parseRecordedFacts(recording({ tls: undefined }), 'facts.json').observations.tls).toEqual({
      state: 'unseen',
      why: 'skipped',
      detail: 'the recording does not hold it',
    });
  });

  test.each([
    [null],
    ['seen'],
    [{}],
    [{ state: 'odd' }],
    [{ state: 'seen' }],
    [{ state: 'seen', value: [{ outcome: 'verified' }], tookMs: 1 }],
  ])('whose observation is %j is no recording, with the place', (tls) => {
    expect(() => parseRecordedFacts(recording({ tls }), 'facts.json')).toThrow(
      /^facts\.json is damaged, or was written by another version, at "observations\.tls/,
    );
  });

  test('with a list that no VPC can have is none', () => {
    const addresses = Array.from({ length: 100_001 }, () => '10.0.0.1');
    const client = { kind: 'linux', vpcId: null, subnetIds: [], securityGroupIds: [], addresses };
    expect(() =>
      parseRecordedFacts(recording({ client: { state: 'seen', value: client, tookMs: 1 } }), 'f.json'),
    ).toThrow('at "observations.client.value.addresses": is longer than 100000');
  });

  test('of a time before small ClientHellos says that none was sent', () => {
    const { tls } = recorded().observations;
    if (tls.state === 'unseen') throw new Error('the healthy world has seen TLS');
    const older = { ...tls, value: tls.value.map(({ smallHello, ...before }) => before) };
    expect(parseRecordedFacts(recording({ tls: older }), 'facts.json').observations.tls).toEqual(tls);
  });

  test('does not bring facts that nobody knows', () => {
    const { observations } = parseRecordedFacts(recording({ moon: { state: 'seen', value: 'full' } }), 'facts.json');
    expect(observations).not.toHaveProperty('moon');
  });

  test.each([
    ['of another schema', { ...recorded(), schema: 2 }, 'old.json holds facts of schema 2; this version reads 1'],
    ['of a schema as text', { ...recorded(), schema: '1' }, 'old.json holds facts of schema "1"; this version reads 1'],
    ['without its target', recording({ target: undefined }), 'old.json does not say what it is about'],
    [
      'that has not seen its vantage',
      recording({ vantage: { state: 'unseen', why: 'skipped', detail: '' } }),
      'old.json does not say what it is about',
    ],
    ['with no observations', { ...recorded(), observations: {} }, 'old.json does not say what it is about'],
    ['whose observations are null', { ...recorded(), observations: null }, 'old.json does not say what it is about'],
    ['whose target is null', recording({ target: { state: 'seen', value: null } }), 'old.json does not say'],
  ])('%s is wrong use, in a sentence that names the file', (_, content, says) => {
    let said: unknown;
    try {
      parseRecordedFacts(content, 'old.json');
    } catch (error) {
      said = error;
    }
    expect(said).toMatchObject({ name: 'UsageError', message: expect.stringContaining(says) });
  });
});
