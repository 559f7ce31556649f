import { describe, expect, test } from '@jest/globals';
import { mergeFacts } from '../../lib/facts/merge.ts';
import { judgedRuns } from '../../lib/facts/runs.ts';
import type { Facts } from '../../lib/model/facts.ts';
import { unseen } from '../../lib/model/observation.ts';
import type { Place } from '../../lib/model/place.ts';
import type { Run, Source, Target } from '../../lib/model/run.ts';
import { HEALTHY_CONFIGURATION, inspected } from '../support/configuration.ts';
import { factsOf, place, target, world } from '../support/world.ts';

const OLDER = '2026-11-22T02:00:00.000Z';
const BETWEEN = '2026-11-22T03:00:00.000Z';
const NEWER = '2026-11-22T04:00:00.000Z';
const NOT_KNOWN = unseen('timed-out', 'ec2.eu-west-2.amazonaws.com did not answer');

const source = (change: Partial<Source> = {}): Source => ({ ...HEALTHY_CONFIGURATION.source, ...change });
const insideOf = (from: Source | typeof NOT_KNOWN, takenAt: string, about: Partial<Target> = {}): Facts =>
  factsOf(world({ source: from, target: target(about) }), takenAt);
const outsideOf = (from: Source | typeof NOT_KNOWN, takenAt: string, about: Partial<Target> = {}): Facts =>
  factsOf(inspected({ source: from, target: target(about) }), takenAt);

/** The runs to judge of some facts; the same in whichever order they come. */
function judged(...all: readonly [Facts, ...Facts[]]): readonly Run[] {
  const [last, ...others] = all.toReversed() as [Facts, ...Facts[]];
  const runs = judgedRuns(mergeFacts(...all));
  expect(judgedRuns(mergeFacts(last, ...others))).toEqual(runs);
  return runs;
}

/** What tells runs apart: from where, when, and about which place. */
const outline = (runs: readonly Run[]) =>
  runs.map(({ place, takenAt, source: from }) => [place, takenAt, from.state === 'seen' ? from.value.subnetIds : null]);

const sourceOf = ([run]: readonly Run[]) => (run?.source.state === 'seen' ? run.source.value : run?.source);

describe('runs are judged', () => {
  test.each([
    ['inside', insideOf(source(), OLDER)],
    ['outside', outsideOf(source(), OLDER)],
    ['inside, without its place', insideOf(NOT_KNOWN, OLDER)],
    ['outside, without its place', outsideOf(NOT_KNOWN, OLDER)],
  ])('from %s alone, as they are', (_, facts) => {
    expect(judgedRuns(facts)).toEqual(facts.runs);
  });

  test('from inside each for itself, even those of the same place', () => {
    const [one, other] = [insideOf(source(), OLDER), insideOf(source(), NEWER)];
    expect(judged(one, other)).toEqual([...one.runs, ...other.runs]);
  });

  test('from outside only where no run inside is about the same place', () => {
    const elsewhere = outsideOf(source({ subnetIds: ['subnet-other'] }), NEWER);
    const runs = judged(insideOf(source(), OLDER), outsideOf(source(), NEWER), elsewhere);
    expect(outline(runs)).toEqual([
      ['inside', OLDER, ['subnet-client']],
      ['outside', NEWER, ['subnet-other']],
    ]);
  });

  test.each([
    ['with other groups in the same subnet', source({ securityGroupIds: ['sg-other'] })],
    ['of another kind in the same subnet', source({ kind: 'linux' })],
    ['with one subnet in which nobody was', source({ subnetIds: ['subnet-client', 'subnet-other'] })],
  ])('from outside for themselves, about a place %s', (_, place) => {
    const [inside, outside] = [insideOf(source(), NEWER), outsideOf(place, OLDER)];
    expect(judged(inside, outside)).toEqual([...inside.runs, ...outside.runs]);
  });

  test('from outside about another Region for themselves', () => {
    const inside = insideOf(source(), OLDER);
    const outside = outsideOf(source({ securityGroupIds: ['sg-there'] }), NEWER, { region: 'us-east-1' });
    expect(judged(inside, outside)).toEqual([...inside.runs, ...outside.runs]);
  });

  test('from outside once, where the same is asked of the same place twice, and it is the newer', () => {
    const [older, newer] = [outsideOf(source(), OLDER), outsideOf(source(), NEWER)];
    expect(judged(older, newer)).toEqual(newer.runs);
  });

  test('from outside each, where another secret is asked about', () => {
    const [one, other] = [outsideOf(source(), OLDER), outsideOf(source(), NEWER, { secretId: 'another' })];
    expect(judged(one, other)).toEqual([...one.runs, ...other.runs]);
  });

  test('from outside without a place not beside one from inside, and they change nothing there', () => {
    const inside = insideOf(source(), OLDER);
    expect(judged(inside, outsideOf(NOT_KNOWN, NEWER))).toEqual(inside.runs);
  });
});

describe('a run inside has the source that a look from outside tells', () => {
  const changed = source({ securityGroupIds: ['sg-client', 'sg-new'], vpcId: 'vpc-new' });

  test.each([
    ['newer', NEWER],
    ['of the same moment', BETWEEN],
  ])('where that is %s and shares a subnet: groups may have changed', (_, takenAt) => {
    const own = source({ subnetIds: ['subnet-client', 'subnet-more'], addresses: ['10.0.7.33'] });
    const runs = judged(insideOf(own, BETWEEN), outsideOf(changed, takenAt));
    expect(runs).toHaveLength(1);
    const { subnetIds, addresses } = own;
    expect(sourceOf(runs)).toEqual({ ...changed, subnetIds, addresses });
  });

  test('and keeps its packets, its target and its vantage', () => {
    const inside = insideOf(source(), OLDER, { secretId: 'own' });
    const [run] = judged(inside, outsideOf(changed, NEWER, { secretId: 'another' }));
    expect({ ...run, source: null }).toEqual({ ...inside.runs[0], source: null });
  });

  test('but not where that is older', () => {
    const inside = insideOf(source(), BETWEEN);
    expect(judged(inside, outsideOf(changed, OLDER))).toEqual(inside.runs);
  });

  test.each([OLDER, NEWER])('whole and whenever it was told (%s), where it does not know its own', (takenAt) => {
    const runs = judged(insideOf(NOT_KNOWN, BETWEEN), outsideOf(changed, takenAt));
    expect(runs).toHaveLength(1);
    expect(sourceOf(runs)).toEqual(changed);
  });

  test('with its subnets, where it does not know its own subnets', () => {
    const host = source({ kind: 'linux', vpcId: null, subnetIds: [], securityGroupIds: [], addresses: ['10.0.7.33'] });
    const asked = source({ kind: 'linux' });
    const runs = judged(insideOf(host, OLDER), outsideOf(asked, NEWER));
    expect(runs).toHaveLength(1);
    expect(sourceOf(runs)).toEqual({ ...asked, addresses: ['10.0.7.33'] });
  });

  test('that was told last, of several', () => {
    const [one, other] = [
      source({ securityGroupIds: ['sg-client', 'sg-1'] }),
      source({ securityGroupIds: ['sg-client', 'sg-2'] }),
    ];
    const runs = judged(insideOf(source(), OLDER), outsideOf(other, NEWER), outsideOf(one, BETWEEN));
    expect(runs).toHaveLength(1);
    expect(sourceOf(runs)).toMatchObject({ securityGroupIds: ['sg-client', 'sg-2'] });
  });

  test('of its own subnet, and not what was told of another', () => {
    const elsewhere = source({ subnetIds: ['subnet-other'], securityGroupIds: ['sg-other'] });
    const [run] = judged(insideOf(source(), OLDER), outsideOf(elsewhere, NEWER), outsideOf(changed, BETWEEN));
    expect(sourceOf(run ? [run] : [])).toMatchObject({
      securityGroupIds: changed.securityGroupIds,
      subnetIds: ['subnet-client'],
    });
  });

  test('even where times are told of different zones of time', () => {
    const runs = judged(insideOf(source(), BETWEEN), outsideOf(changed, '2026-11-22T02:30:00.000-01:00'));
    expect(sourceOf(runs)).toMatchObject({ securityGroupIds: changed.securityGroupIds });
  });
});

describe('a host that nobody has read', () => {
  const hostIn = (change: Partial<Place>, from: Source | typeof NOT_KNOWN = NOT_KNOWN, takenAt = BETWEEN): Facts =>
    factsOf(world({ source: from, target: target(), place: place(change) }), takenAt);
  const { vpcId = null, subnetId = '', securityGroupIds } = place();
  const told = {
    ...{ kind: 'linux', vpcId, subnetIds: [subnetId], securityGroupIds, addresses: ['10.0.1.7'] },
    ...{ hasPublicAddress: false, usesIpv6: false },
  };

  test('has the place that its own metadata tells', () => {
    expect(sourceOf(judged(hostIn({})))).toEqual(told);
    expect(sourceOf(judged(hostIn({ kind: 'windows' })))).toEqual({ ...told, kind: 'windows' });
  });

  test('has the place that EC2 tells, where it does', () => {
    const read = source({ kind: 'linux' });
    expect(sourceOf(judged(hostIn({}, read)))).toEqual(read);
  });

  test('is a place of its own, beside one in another subnet that somebody asked about', () => {
    const runs = judged(hostIn({}), outsideOf(source({ kind: 'linux', subnetIds: ['subnet-other'] }), NEWER));
    expect(outline(runs)).toEqual([
      ['inside', BETWEEN, [subnetId]],
      ['outside', NEWER, ['subnet-other']],
    ]);
  });

  test.each([OLDER, NEWER])('is one with a look from outside at the same place, taken at %s', (takenAt) => {
    const looked = { kind: 'linux', vpcId: null, subnetIds: [subnetId], securityGroupIds, addresses: [] } as const;
    const runs = judged(hostIn({}), outsideOf(looked, takenAt));
    expect(outline(runs)).toEqual([['inside', BETWEEN, [subnetId]]]);
    expect(sourceOf(runs)).toMatchObject({ subnetIds: [subnetId], addresses: ['10.0.1.7'] });
  });

  const withoutSubnet = (): Facts => {
    const { subnetId: _, ...untold } = place({ securityGroupIds: [], addresses: [] });
    return factsOf(world({ source: NOT_KNOWN, target: target(), place: untold }), BETWEEN);
  };

  test('knows its VPC alone, where nothing tells which interface it calls from', () => {
    const nowhere = { kind: 'linux', vpcId, subnetIds: [], securityGroupIds: [], addresses: [] };
    expect(sourceOf(judged(withoutSubnet()))).toEqual(nowhere);
  });

  test.each([OLDER, NEWER])('has then the only place that anybody asked about, at %s', (takenAt) => {
    const looked = source({ kind: 'linux' });
    expect(sourceOf(judged(withoutSubnet(), outsideOf(looked, takenAt)))).toEqual(looked);
  });

  test('knows nothing by a zone alone', () => {
    const { subnetId: _, vpcId: __, ...untold } = place({ vpcCidrs: [], securityGroupIds: [], addresses: [] });
    expect(sourceOf(judged(factsOf(world({ source: NOT_KNOWN, target: target(), place: untold }), OLDER)))).toEqual(
      NOT_KNOWN,
    );
  });
});
