import { describe, expect, test } from '@jest/globals';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import { seen } from '../../lib/model/observation.ts';
import type { Vantage } from '../../lib/model/run.ts';
import { verify } from '../../lib/run/verify.ts';
import { type Probes, probes, type Steps } from '../support/probes.ts';
import { PUNCTUAL, virtualClock } from '../support/virtual-clock.ts';
import {
  credentials,
  ENI_A,
  ENI_B,
  http,
  observationsIn,
  PUBLIC,
  place,
  query,
  resolvesNot,
  resolvesTo,
  secret,
  target,
  tcp,
  tls,
} from '../support/world.ts';

const VANTAGE = { kind: 'live', place: 'inside', functionName: 'f', accountId: null } as const;

const ON_HOST = { ...VANTAGE, functionName: null };

const run = async (
  change: Partial<Probes & Steps> = {},
  withTarget = target(),
  budgetMs = 10_000,
  vantage: Vantage = VANTAGE,
) => {
  const request = { target: withTarget, vantage, deadline: deadlineIn(budgetMs), source: null };
  const facts = await verify(request, { probes: probes(change), now: () => new Date(0) });
  return { facts, observations: observationsIn(facts) };
};

const addressesIn = (observation: { state: string; value?: readonly { address: string }[] }) =>
  observation.value?.map((one) => one.address).toSorted();

describe('gathering', () => {
  test('probes every address once: those that the name leads to, and those of the endpoint alone', async () => {
    let asked: string[] = [];
    const { observations } = await run({
      serviceDns: async () => resolvesTo([PUBLIC]),
      tcp: async (address) => {
        asked = [...asked, address];
        return tcp(address);
      },
    });
    expect(asked.toSorted()).toEqual([ENI_A, ENI_B, PUBLIC].toSorted());
    expect(addressesIn(observations.tls)).toEqual(addressesIn(observations.tcp));
  });

  test('loads credentials once, for the look at them and for the call', async () => {
    const given: unknown[] = [];
    await run({
      credentials: async (loading) => {
        given.push(loading);
        return credentials();
      },
      secret: async (_, address, __, loading) => {
        given.push(loading);
        return secret({ remoteAddress: address });
      },
    });
    expect(given).toHaveLength(2);
    expect(given[0]).toBe(given[1]);
  });

  test('probes no more addresses than file descriptors allow, and says which it left out', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
    let asked = 0;
    const { observations } = await run({
      serviceDns: async () => resolvesTo(many),
      tcp: async (address) => {
        asked += 1;
        return tcp(address);
      },
    });
    expect(asked).toBe(64);
    const attempts = observations.tcp.state === 'seen' ? observations.tcp.value : [];
    expect(attempts.length).toBeGreaterThanOrEqual(1_000);
    expect(attempts.filter(({ code }) => code === 'ERR_TOO_MANY_ADDRESSES')).toHaveLength(attempts.length - 64);
  });

  test('reads the secret over an address that the name leads to, never over another', async () => {
    const { observations } = await run({
      serviceDns: async () => resolvesTo([PUBLIC]),
      tls: async (address) => tls(address, { outcome: address === PUBLIC ? 'silent' : 'verified' }),
    });
    expect(observations.secret).toMatchObject({ state: 'unseen', why: 'skipped' });
  });

  test('reads the secret over the first address that completes verified TLS', async () => {
    const { observations } = await run({
      tls: async (address) => tls(address, { outcome: address === ENI_A ? 'silent' : 'verified' }),
    });
    expect(observations.secret).toMatchObject({ state: 'seen', value: { remoteAddress: ENI_B } });
  });

  test('still looks at the endpoint where the name does not resolve', async () => {
    const { observations } = await run({
      serviceDns: async () =>
        resolvesNot({ outcome: 'name-not-found', code: 'ENOTFOUND' }, { outcome: 'name-not-found' }),
    });
    expect(addressesIn(observations.tcp)).toEqual([ENI_A, ENI_B]);
    expect(observations.secret.state).toBe('unseen');
  });

  test('without any address, what was not probed is unseen with its reason', async () => {
    const nothing = target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } });
    const { observations } = await run(
      { serviceDns: async () => resolvesNot({ outcome: 'silent', code: 'ETIMEOUT' }, { outcome: 'silent' }) },
      nothing,
    );
    for (const fact of [
      observations.tcp,
      observations.tls,
      observations.http,
      observations.secret,
      observations.endpointDns,
    ]) {
      expect(fact).toMatchObject({ state: 'unseen', why: 'skipped' });
    }
  });

  test("silence of Amazon's resolver is unseen, not an answer", async () => {
    const { observations } = await run({
      vpcResolverDns: async () => ({ queries: [query({ outcome: 'silent', addresses: [] })] }),
    });
    expect(observations.vpcResolverDns).toMatchObject({ state: 'unseen', why: 'timed-out' });
  });

  test.each(['unreachable', 'failed'] as const)("nor is it an answer when Amazon's resolver is %s", async (outcome) => {
    const { observations } = await run({
      vpcResolverDns: async () => ({ queries: [query({ outcome, addresses: [] })] }),
    });
    expect(observations.vpcResolverDns.state).toBe('unseen');
  });

  test('asks a host for its place, which shows in the facts, and a function never', async () => {
    let asked = 0;
    const tellsPlace = async () => {
      asked += 1;
      return seen(place(), 3);
    };
    const { observations } = await run({ place: tellsPlace }, target(), 10_000, ON_HOST);
    expect(observations.place).toEqual(seen(place(), 3));
    expect(asked).toBe(1);
    expect((await run({ place: tellsPlace })).observations.place).toMatchObject({ state: 'unseen', why: 'skipped' });
    expect(asked).toBe(1);
  });

  test('waits for the metadata of a host no longer than half a second, beside all else', async () => {
    const asked: number[] = [];
    const probing = async (timeoutMs: number) => {
      asked.push(timeoutMs);
      throw Object.assign(new Error('broken'), { code: 'ERR_OURS' });
    };
    const { observations } = await run({ place: probing }, target(), 10_000, ON_HOST);
    expect(asked).toEqual([500]);
    expect(observations.place).toEqual({ state: 'unseen', why: 'failed', detail: 'Error (ERR_OURS)' });
    expect(observations.secret.state).toBe('seen');
  });

  test('a probe that breaks while others still run ends nothing', async () => {
    const { observations } = await run({
      tcp: () => Promise.reject(Object.assign(new Error('broken'), { code: 'ERR_OURS' })),
      serviceDns: () => new Promise((resolve) => setTimeout(() => resolve(resolvesTo([ENI_A])), 50)),
    });
    expect(observations.tcp).toEqual({ state: 'unseen', why: 'failed', detail: 'Error (ERR_OURS)' });
    expect(observations.serviceDns.state).toBe('seen');
  });

  test('a probe that breaks is one unseen fact, by name, and the others are there', async () => {
    const { observations } = await run({
      secret: async () => {
        throw Object.assign(new Error('a text that may quote anything'), { name: 'SyntaxError' });
      },
    });
    expect(observations.secret).toEqual({ state: 'unseen', why: 'failed', detail: 'SyntaxError' });
    expect(observations.tcp.state).toBe('seen');
  });

  test('addresses are probed at once', async () => {
    let now = 0;
    let most = 0;
    const counted = async <T>(value: T): Promise<T> => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return value;
    };
    await run({
      tcp: (address) => counted(tcp(address)),
      tls: (address) => counted(tls(address)),
      http: (address) => counted(http(address)),
    });
    expect(most).toBe(2);
  });

  test('no step is tried at an address where the one before failed', async () => {
    const { observations } = await run({
      tcp: async (address) => tcp(address, { outcome: address === ENI_A ? 'silent' : 'open' }),
      tls: async (address) => tls(address, { outcome: 'untrusted' }),
    });
    expect(addressesIn(observations.tls)).toEqual([ENI_B]);
    expect(observations.http).toEqual({ state: 'unseen', why: 'skipped', detail: 'no address completed verified TLS' });
  });

  const gatherWith = async (change: Partial<Probes & Steps>, budgetMs: number, probeTimeoutMs?: number) => {
    const clock = virtualClock();
    const request = {
      target: target(),
      vantage: VANTAGE,
      deadline: deadlineIn(budgetMs, clock),
      probeTimeoutMs,
      source: null,
    };
    const facts = await clock.until(verify(request, { heartbeat: PUNCTUAL, probes: probes(change) }));
    const observations = observationsIn(facts);
    return { observations, tookMs: clock.now() };
  };

  test('an address that says nothing is silent after the patience of TCP, or unfinished where the run ends before', async () => {
    const silentTcp: Partial<Probes & Steps> = {
      tcp: (address, _, waits) =>
        new Promise((resolve) => waits.start('tcp', (outcome) => resolve(tcp(address, { outcome })))),
    };
    const outcomesIn = async (budgetMs: number, probeTimeoutMs?: number) => {
      const { observations } = await gatherWith(silentTcp, budgetMs, probeTimeoutMs);
      return observations.tcp.state === 'seen'
        ? observations.tcp.value.map(({ outcome }) => outcome)
        : observations.tcp;
    };
    expect(await outcomesIn(10_000)).toEqual(['silent', 'silent']);
    expect(await outcomesIn(3_000)).toEqual(['unfinished', 'unfinished']);
    expect(await outcomesIn(10_000, 1_400)).toEqual(['unfinished', 'unfinished']);
    expect(await outcomesIn(10_000, 4_000)).toEqual(['silent', 'silent']);
  });

  test('a probe that does not end by itself is left behind, and what is finished is told', async () => {
    const never = () => new Promise<never>(() => {});
    const { observations, tookMs } = await gatherWith(
      {
        endpointDns: never,
        executionEnvironment: never,
        tls: (address) => (address === ENI_A ? never() : Promise.resolve(tls(address))),
        http: never,
        secret: never,
      },
      200,
    );
    expect(tookMs).toBe(200);
    const late = { state: 'unseen', why: 'timed-out', detail: expect.stringContaining('ran out of time') };
    expect(observations).toMatchObject({ endpointDns: late, executionEnvironment: late, http: late, secret: late });
    expect([addressesIn(observations.tcp), addressesIn(observations.tls)]).toEqual([[ENI_A, ENI_B], [ENI_B]]);
  });

  test('facts are plain JSON', async () => {
    const { facts } = await run();
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    expect(facts).toMatchObject({ schema: 2, runs: [{ takenAt: '1970-01-01T00:00:00.000Z', place: 'inside' }] });
  });
});
