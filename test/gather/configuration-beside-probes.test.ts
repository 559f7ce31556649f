import { describe, expect, test } from '@jest/globals';
import { isContradicted } from '../../lib/analyze/contradictions.ts';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import { gather, type ReadConfiguration } from '../../lib/gather/gather.ts';
import type { liveProbes } from '../../lib/gather/gather-probes.ts';
import { CONFIGURATION_NAMES } from '../../lib/model/configuration.ts';
import type { ConfigurationObservations } from '../../lib/model/facts.ts';
import { configured, groups } from '../support/configuration.ts';
import { ENI_A, ENI_B, http, query, resolvesTo, secret, target, tcp, tls, type WorldChange } from '../support/world.ts';

const probes: typeof liveProbes = {
  serviceDns: async () => resolvesTo([ENI_A, ENI_B]),
  vpcResolverDns: async () => ({ queries: [query()] }),
  endpointDns: async () => ({ queries: [query()] }),
  tcp: async (address) => tcp(address),
  tls: async (address) => tls(address),
  http: async (address) => http(address),
  secret: async (_, address) => secret({ remoteAddress: address }),
};

const configurationOf = (change: WorldChange = {}): ConfigurationObservations => {
  const all = Object.entries(configured(change)).filter(([name]) => Object.hasOwn(CONFIGURATION_NAMES, name));
  return Object.fromEntries(all) as unknown as ConfigurationObservations;
};

const CLOSED = { securityGroups: groups({ ingress: [] }) };

const run = (readConfiguration: ReadConfiguration) =>
  gather(
    target(),
    { kind: 'live', place: 'inside', functionName: 'f', accountId: null },
    { client: null, deadline: deadlineIn(10_000), probes, contradicts: isContradicted, readConfiguration },
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

  test('that cannot be read for a fault of ours leaves the packets, and says why there is nothing more', async () => {
    const { observations } = await run(() => Promise.reject(new TypeError('ours')));
    expect(observations.secret).toMatchObject({ state: 'seen', value: { outcome: 'read' } });
    expect(observations.vpc).toEqual({ state: 'unseen', why: 'failed', detail: 'TypeError' });
  });
});
