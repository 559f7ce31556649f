import { expect, test } from '@jest/globals';
import { mergeFacts } from '../../lib/facts/merge.ts';
import { CONFIGURATION_NAMES } from '../../lib/model/configuration.ts';
import type { FactName, Facts } from '../../lib/model/facts.ts';
import type { ResourceKind } from '../../lib/model/inventory.ts';
import { unseen } from '../../lib/model/observation.ts';
import { exitCodeOf } from '../../lib/report/exit-code.ts';
import renderShort from '../../lib/report/render/short.ts';
import { reportOf } from '../../lib/report/report.ts';
import { allScenarios } from '../lab/lab.ts';
import { recordingOf } from '../lab/recordings.ts';
import { observationsIn } from '../support/world.ts';

const ABOUT: readonly FactName[] = ['target', 'vantage'];
const recordings = (await allScenarios()).flatMap(({ name }) => {
  const recording = recordingOf(name);
  return recording === null ? [] : [{ name, ...recording }];
});

const configuration: Readonly<Partial<Record<FactName, ResourceKind | null>>> = CONFIGURATION_NAMES;

/** The same facts, with one that may not be read. */
function without(facts: Facts, fact: FactName): Facts {
  const detail = `${fact} is not allowed here`;
  const hidden = unseen('denied', detail);
  const kind = configuration[fact];
  if (fact === 'source') return { ...facts, runs: facts.runs.map((run) => ({ ...run, source: hidden })) };
  if (!kind)
    return { ...facts, runs: facts.runs.map((run) => ({ ...run, probes: { ...run.probes, [fact]: hidden } })) };
  const { reads, resources } = facts.inventory;
  const denied = reads.map((read) => (read.of === kind ? { ...read, outcome: 'denied' as const, detail } : read));
  return { ...facts, inventory: { reads: denied, resources: { ...resources, [kind]: {} } } };
}

const seenIn = (facts: Facts): readonly FactName[] => {
  const observations = observationsIn(facts);
  return (Object.keys(observations) as FactName[]).filter(
    (fact) => !ABOUT.includes(fact) && observations[fact].state === 'seen',
  );
};

test('no recorded world exits greener for want of a fact, from inside, from outside or from both', () => {
  let tried = 0;
  const greener = recordings.flatMap(({ name, inside, outside }) =>
    [inside, outside, mergeFacts(inside, outside)].flatMap((facts) => {
      const whole = exitCodeOf(reportOf(facts));
      return seenIn(facts).flatMap((fact) => {
        tried += 1;
        const left = exitCodeOf(reportOf(without(facts, fact)));
        return left === 0 && whole !== 0 ? [`${name}: ${whole} becomes 0 without ${fact}`] : [];
      });
    }),
  );
  expect(tried).toBeGreaterThan(4_500);
  expect(greener).toEqual([]);
});

test('a healthy world from outside exits 2 without any fact that could spoil it, and short says which', () => {
  const healthy = recordings.find(({ name }) => name === 'healthy-two-zones')?.outside;
  if (!healthy) throw new Error('healthy-two-zones was not recorded');
  expect(exitCodeOf(reportOf(healthy))).toBe(0);
  const facts = seenIn(healthy).filter((fact) => fact !== 'caller');
  expect(facts.length).toBeGreaterThan(10);
  for (const fact of facts) {
    const report = reportOf(without(healthy, fact));
    expect([fact, exitCodeOf(report)]).toEqual([fact, 2]);
    expect(renderShort(report)).toContain(`(${fact} is not allowed here)`);
  }
});
