import { describe, expect, test } from '@jest/globals';
import { unseen } from '../../lib/model/observation.ts';
import { stoppedBy } from '../../lib/report/phases.ts';
import { reportOf } from '../../lib/report/report.ts';
import { configured } from '../support/configuration.ts';
import { INTO_SILENCE, PAST_THE_ENDPOINT } from '../support/public-answer-world.ts';
import { credentials, ENI_A, ENI_B, factsOf, PUBLIC, resolvesTo, tcp, type WorldChange } from '../support/world.ts';

const phasesIn = (change: WorldChange) => reportOf(factsOf(configured(change))).runs[0]?.phases ?? [];
const dnsIn = (change: WorldChange) => phasesIn(change)[0];

describe('the DNS step', () => {
  test('is good where the name resolves to the endpoint', () => {
    expect(dnsIn({})).toMatchObject({ state: 'ok', shows: `${ENI_A}, ${ENI_B}: the endpoint` });
  });

  test('is not, where it resolves elsewhere, also where the secret is read there', () => {
    expect(dnsIn(PAST_THE_ENDPOINT)).toMatchObject({ state: 'failed', shows: `${PUBLIC}: not the endpoint` });
  });

  test('is partly so where it resolves to both', () => {
    const both = { serviceDns: resolvesTo([ENI_A, PUBLIC]), tcp: [tcp(ENI_A), tcp(PUBLIC)] };
    expect(dnsIn(both)).toMatchObject({ state: 'partly', shows: `${ENI_A}, ${PUBLIC}: not only the endpoint` });
  });
});

describe('the step of credentials', () => {
  const namesIn = (change: WorldChange) => phasesIn(change).map(({ name }) => name);
  const STS = { source: 'web-identity', host: 'sts.eu-west-2.amazonaws.com', addresses: ['10.0.7.9'] } as const;

  test('is none where they are in the environment, and where a recording does not tell', () => {
    expect(namesIn({})).not.toContain('credentials');
    expect(namesIn({ credentials: unseen('skipped', "the recording doesn't include it") })).not.toContain(
      'credentials',
    );
  });

  test('is one where they came over the network, before the call that they sign', () => {
    expect(namesIn({ credentials: credentials(STS) }).slice(-2)).toEqual(['credentials', 'api']);
    expect(phasesIn({ credentials: credentials(STS) }).at(-2)).toMatchObject({
      state: 'ok',
      shows: 'STS (sts.eu-west-2.amazonaws.com) gave credentials',
    });
  });

  test('is one where they did not come, wherever from', () => {
    expect(phasesIn({ credentials: credentials({ ...STS, outcome: 'silent' }) }).at(-2)).toMatchObject({
      state: 'failed',
      shows: "STS (sts.eu-west-2.amazonaws.com) doesn't answer at 10.0.7.9",
    });
    expect(phasesIn({ credentials: credentials({ source: 'none', outcome: 'not-found' }) }).at(-2)).toMatchObject({
      name: 'credentials',
      state: 'failed',
    });
  });
});

describe('steps that were not tried', () => {
  const phase = (name: 'dns' | 'tcp' | 'tls' | 'http' | 'api', state: 'ok' | 'failed' | 'not-reached') =>
    ({ name, state, shows: '', tookMs: null }) as const;

  test('are for the step that failed last before them', () => {
    expect(stoppedBy([phase('dns', 'ok'), phase('tcp', 'failed'), phase('tls', 'not-reached')])).toBe(
      'TCP never opened',
    );
    expect(stoppedBy([phase('dns', 'failed'), phase('tcp', 'not-reached')])).toBe('the name was not resolved');
  });

  test('are not for a name that was resolved, though elsewhere', () => {
    expect(stoppedBy([phase('dns', 'failed'), phase('tcp', 'ok'), phase('tls', 'not-reached')])).toBeNull();
    expect(phasesIn(INTO_SILENCE).map(({ shows }) => shows)).not.toContain('the name was not resolved');
  });

  test('are for nothing where all were tried', () => {
    expect(stoppedBy([phase('dns', 'ok'), phase('tcp', 'failed')])).toBeNull();
  });
});

test('times are rounded to a tenth of a millisecond', () => {
  const [first] = phasesIn({
    serviceDns: { ...resolvesTo([ENI_A]), system: { ...resolvesTo([ENI_A]).system, tookMs: 72.22953899999999 } },
  });
  expect(first?.tookMs).toBe(72.2);
});
