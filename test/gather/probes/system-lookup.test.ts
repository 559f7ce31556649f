import { describe, expect, test } from '@jest/globals';
import { hasHungLookup, lookupInProcess } from '../../../lib/gather/probes/lookup-in-process.ts';
import { systemLookup } from '../../../lib/gather/probes/system-lookup.ts';
import type { SystemLookup } from '../../../lib/model/dns.ts';
import { endingAt, patient } from '../../support/waits.ts';

const NAME = 'secretsmanager.eu-west-2.amazonaws.com';
const found = (address: string): SystemLookup => ({ outcome: 'answered', code: null, addresses: [address], tookMs: 1 });
const [HERE, CHILD] = ['10.0.0.1', '10.0.0.2'];

const lookups = (hasHung = false) => ({
  inProcess: async () => found(HERE),
  inChild: async () => found(CHILD),
  hasHung: () => hasHung,
});

describe("the system's own lookup", () => {
  const whoAsks = async (allAnswer: Promise<boolean>, hasHung = false, waits = patient) =>
    (await systemLookup(NAME, waits, allAnswer, lookups(hasHung))).addresses[0];

  test('is made by this process where every server has just answered', async () => {
    expect(await whoAsks(Promise.resolve(true))).toBe(HERE);
  });

  test.each([
    ['a server did not answer', () => whoAsks(Promise.resolve(false))],
    ['servers take longer than a moment', () => whoAsks(new Promise(() => {}), false, endingAt('moment', 'silent'))],
    ['an earlier lookup of this process has not come back', () => whoAsks(Promise.resolve(true), true)],
  ])('is made by a child where %s', async (_, ask) => {
    expect(await ask()).toBe(CHILD);
  });
});

describe('a lookup by this process', () => {
  type Ask = NonNullable<Parameters<typeof lookupInProcess>[2]>;
  const answering = (...answer: unknown[]) =>
    ((_: string, __: object, done: (...all: unknown[]) => void) => setImmediate(done, ...answer)) as unknown as Ask;

  test('gives the addresses, each once, in the order of getaddrinfo', async () => {
    const answers = [{ address: '10.0.2.100' }, { address: '10.0.1.100' }, { address: '10.0.2.100' }];
    expect(await lookupInProcess(NAME, patient, answering(null, answers))).toMatchObject({
      outcome: 'answered',
      addresses: ['10.0.2.100', '10.0.1.100'],
    });
    expect(hasHungLookup()).toBe(false);
  });

  test.each([
    [{ code: 'ENOTFOUND', errno: -3008 }, 'name-not-found', 'ENOTFOUND'],
    [{ code: 'ENOTFOUND', errno: -3007 }, 'no-address', 'ENODATA'],
    [{ code: 'EAI_AGAIN', errno: -3001 }, 'server-failed', 'EAI_AGAIN'],
  ])('%j means %s', async (error, outcome, code) => {
    expect(await lookupInProcess(NAME, patient, answering(error))).toMatchObject({ outcome, code, addresses: [] });
  });

  test('that hangs is left when its wait ends, and known until it comes back', async () => {
    let comeBack = () => {};
    const hanging = ((_: string, __: object, done: (error: Error) => void) => {
      comeBack = () => done(Object.assign(new Error('late'), { code: 'EAI_AGAIN', errno: -3001 }));
    }) as unknown as Ask;
    expect(await lookupInProcess(NAME, endingAt('dns', 'silent'), hanging)).toMatchObject({ outcome: 'silent' });
    expect(hasHungLookup()).toBe(true);
    comeBack();
    expect(hasHungLookup()).toBe(false);
  });
});
