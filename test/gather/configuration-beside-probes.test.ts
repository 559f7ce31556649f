import { describe, expect, test } from '@jest/globals';
import { isContradicted } from '../../lib/diagnose/contradictions.ts';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import { gather, type ReadConfiguration } from '../../lib/gather/gather.ts';
import { CONFIGURATION_NAMES } from '../../lib/model/configuration.ts';
import type { ConfigurationObservations } from '../../lib/model/facts.ts';
import { configured, groups } from '../support/configuration.ts';
import { probes } from '../support/probes.ts';
import { target, type WorldChange } from '../support/world.ts';

const configurationOf = (change: WorldChange = {}): ConfigurationObservations => {
  const all = Object.entries(configured(change)).filter(([name]) => Object.hasOwn(CONFIGURATION_NAMES, name));
  return Object.fromEntries(all) as unknown as ConfigurationObservations;
};

const CLOSED = { securityGroups: groups({ ingress: [] }) };

const run = (readConfiguration: ReadConfiguration) =>
  gather(
    target(),
    { kind: 'live', place: 'inside', functionName: 'f', accountId: null },
    { client: null, deadline: deadlineIn(10_000), probes: probes(), contradicts: isContradicted, readConfiguration },
  );

describe('configuration beside the probes', () => {
  test('is read once where it agrees with what packets did', async () => {
    let reads = 0;
    const { observations } = await run(async () => {
      reads++;
      return configurationOf();
    });
    expect(reads).toBe(1);
    expect(observations.securityGroups).toMatchObject({ state: 'seen' });
  });

  test('is read once more where packets contradict it, and the second reading counts', async () => {
    const readings = [configurationOf(CLOSED), configurationOf()];
    const { observations } = await run(async () => readings.shift() ?? configurationOf());
    expect(readings).toHaveLength(0);
    expect(isContradicted(observations)).toBe(false);
  });

  test('that stays contradicted is kept as it is, for the finding to tell', async () => {
    let reads = 0;
    const { observations } = await run(async () => {
      reads++;
      return configurationOf(CLOSED);
    });
    expect(reads).toBe(2);
    expect(isContradicted(observations)).toBe(true);
  });

  test('whose second reading fails is kept as it was first read', async () => {
    let reads = 0;
    const { observations } = await run(async () => {
      reads++;
      if (reads > 1) throw new Error('gone');
      return configurationOf(CLOSED);
    });
    expect(reads).toBe(2);
    expect(observations.securityGroups.state).toBe('seen');
  });

  test('is left out where the run has no time for it', async () => {
    const { observations } = await gather(
      target(),
      { kind: 'live', place: 'inside', functionName: 'f', accountId: null },
      { client: null, deadline: deadlineIn(800), probes: probes(), readConfiguration: () => new Promise(() => {}) },
    );
    expect(observations.secret.state).toBe('seen');
    expect(observations.vpc).toMatchObject({ state: 'unseen', why: 'timed-out' });
  });

  test.each([
    ['nothing, where nothing is wrong', false, 0],
    ['the configuration, where something is', true, 1],
  ])('of a run that asks only in need reads %s', async (_, wanted, expected) => {
    let reads = 0;
    const { observations } = await gather(
      target(),
      { kind: 'live', place: 'inside', functionName: 'f', accountId: null },
      {
        client: null,
        deadline: deadlineIn(10_000),
        probes: probes(),
        wantsConfiguration: ({ observations: seen }) => seen.secret.state === 'seen' && wanted,
        readConfiguration: async () => {
          reads++;
          return configurationOf();
        },
      },
    );
    expect(reads).toBe(expected);
    expect(observations.vpc.state).toBe(wanted ? 'seen' : 'unseen');
  });

  test('that cannot be read for a fault of ours leaves the packets, and says why there is nothing more', async () => {
    const { observations } = await run(() => Promise.reject(new TypeError('ours')));
    expect(observations.secret).toMatchObject({ state: 'seen', value: { outcome: 'read' } });
    expect(observations.vpc).toEqual({ state: 'unseen', why: 'failed', detail: 'TypeError' });
  });
});
