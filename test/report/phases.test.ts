import { describe, expect, test } from '@jest/globals';
import { stoppedBy } from '../../lib/report/phases.ts';
import { reportOf } from '../../lib/report/report.ts';
import { configured } from '../support/configuration.ts';
import { INTO_SILENCE, PAST_THE_ENDPOINT } from '../support/public-answer-world.ts';
import { ENI_A, ENI_B, factsOf, PUBLIC, resolvesTo, tcp, type WorldChange } from '../support/world.ts';

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
