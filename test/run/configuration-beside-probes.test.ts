import { describe, expect, test } from '@jest/globals';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import type { ReadConfiguration } from '../../lib/gather/read-configuration.ts';
import { CONFIGURATION_NAMES } from '../../lib/model/configuration.ts';
import type { ConfigurationObservations } from '../../lib/model/facts.ts';
import { isContradicted } from '../../lib/run/judge.ts';
import { type VerifyIo, type VerifyRequest, verify } from '../../lib/run/verify.ts';
import { configured, groups } from '../support/configuration.ts';
import { probes } from '../support/probes.ts';
import { observationsIn, target, unread, type WorldChange } from '../support/world.ts';

const configurationOf = (change: WorldChange = {}): ConfigurationObservations => {
  const all = Object.entries(configured(change)).filter(([name]) => Object.hasOwn(CONFIGURATION_NAMES, name));
  return Object.fromEntries(all) as unknown as ConfigurationObservations;
};

const CLOSED = { securityGroups: groups({ ingress: [] }) };

const VANTAGE = { kind: 'live', place: 'inside', functionName: 'f', accountId: null } as const;

const run = async (
  readConfiguration: ReadConfiguration,
  {
    budgetMs = 10_000,
    probes: own = probes(),
    ...request
  }: Partial<VerifyRequest & VerifyIo> & { budgetMs?: number } = {},
) => {
  const asked = { target: target(), vantage: VANTAGE, deadline: deadlineIn(budgetMs), source: null, ...request };
  const facts = await verify(asked, { probes: own, readConfiguration });
  return { facts, observations: observationsIn(facts) };
};

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
    const { facts } = await run(async () => readings.shift() ?? configurationOf());
    expect(readings).toHaveLength(0);
    expect(isContradicted(facts)).toBe(false);
  });

  test('that stays contradicted is kept as it is, for the finding to tell', async () => {
    let reads = 0;
    const { facts } = await run(async () => {
      reads++;
      return configurationOf(CLOSED);
    });
    expect(reads).toBe(2);
    expect(isContradicted(facts)).toBe(true);
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
    const { observations } = await run(() => new Promise(() => {}), { budgetMs: 800 });
    expect(observations.secret.state).toBe('seen');
    expect(observations.vpc).toMatchObject({ state: 'unseen', why: 'timed-out' });
  });

  test.each([
    ['nothing, where nothing is wrong', probes(), 0],
    ['the configuration, where something is', probes({ secret: async () => unread('silent') }), 1],
  ])('of a run that asks only in need reads %s', async (_, own, expected) => {
    let reads = 0;
    const { observations } = await run(
      async () => {
        reads++;
        return configurationOf();
      },
      { configuration: 'where-wrong', probes: own },
    );
    expect(reads).toBe(expected);
    expect(observations.vpc.state).toBe(expected === 1 ? 'seen' : 'unseen');
  });

  test('that cannot be read for a fault of ours leaves the packets, and says why there is nothing more', async () => {
    const { observations } = await run(() => Promise.reject(new TypeError('ours')));
    expect(observations.secret).toMatchObject({ state: 'seen', value: { outcome: 'read' } });
    expect(observations.vpc).toEqual({ state: 'unseen', why: 'failed', detail: 'TypeError' });
  });
});
