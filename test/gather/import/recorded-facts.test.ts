import { describe, expect, test } from '@jest/globals';
import { meansFacts, parseRecordedFacts } from '../../../lib/gather/import/recorded-facts.ts';
import type { Facts } from '../../../lib/model/facts.ts';
import { configured } from '../../support/configuration.ts';
import { factsOf, observationsIn, world } from '../../support/world.ts';

const recorded = (): Facts => JSON.parse(JSON.stringify(factsOf(configured())));

/** A recording with some of its probes set to something else. */
function recording(over: Readonly<Record<string, unknown>>): unknown {
  const facts = recorded();
  return { ...facts, runs: facts.runs.map((run) => ({ ...run, probes: { ...run.probes, ...over } })) };
}

/** What is said of a document that is wrong use. */
function saidOf(content: unknown): unknown {
  try {
    return parseRecordedFacts(content, 'old.json');
  } catch (error) {
    return error;
  }
}

const wrongUse = (says: string) => ({ name: 'UsageError', message: expect.stringContaining(says) });

describe('a document means to be facts', () => {
  test.each([
    [recorded(), true],
    [{ schema: 99, runs: [] }, true],
    [{ schema: 1, observations: {} }, true],
    [{ SecurityGroups: [] }, false],
    [{}, false],
    [[], false],
    [null, false],
    ['runs', false],
    [7, false],
  ])('where it has runs or observations, good or not: case %#', (content, expected) => {
    expect(meansFacts(content)).toBe(expected);
  });
});

describe('a recording', () => {
  test('is read as it was written, but for its kind, which is offline', () => {
    const facts = recorded();
    const read = parseRecordedFacts(facts, 'facts.json');
    expect(read).toEqual({ ...facts, runs: facts.runs.map((run) => ({ ...run, kind: 'offline' })) });
    expect(parseRecordedFacts(facts, 'facts.json', 'replayed').runs[0]?.kind).toBe('replayed');
  });

  test.each([
    [undefined],
    [null],
    ['seen'],
    [{}],
    [{ state: 'odd' }],
    [{ state: 'seen' }],
    [{ state: 'seen', value: [{ outcome: 'verified' }], tookMs: 1 }],
  ])('whose observation is %j is none, with the place', (tls) => {
    expect(saidOf(recording({ tls }))).toMatchObject(
      wrongUse('old.json is damaged or from another version: at "runs.0.probes.tls'),
    );
  });

  test.each([null, ''])('whose endpoint has the id %p names none', (vpcEndpointId) => {
    const facts = recorded();
    const runs = facts.runs.map((run) => ({
      ...run,
      target: { ...run.target, endpoint: { ...run.target.endpoint, vpcEndpointId } },
    }));
    const [run] = parseRecordedFacts({ ...facts, runs }, 'facts.json').runs;
    expect(run?.target.endpoint).not.toHaveProperty('vpcEndpointId');
    expect(run?.target.endpoint.dnsNames).toEqual(facts.runs[0]?.target.endpoint.dnsNames);
  });

  test('whose resource does not fit is none, with the place', () => {
    const facts = recorded();
    const subnets = { 'subnet-a': { read: 0, value: { SubnetId: 7 } } };
    const resources = { ...facts.inventory.resources, subnets };
    expect(saidOf({ ...facts, inventory: { ...facts.inventory, resources } })).toMatchObject(
      wrongUse('at "inventory.resources.subnets.subnet-a.value.SubnetId": is 7'),
    );
  });

  test('with a list that no VPC can have is none', () => {
    const facts = recorded();
    const addresses = Array.from({ length: 100_001 }, () => '10.0.0.1');
    const value = { kind: 'linux', vpcId: null, subnetIds: [], securityGroupIds: [], addresses };
    const runs = facts.runs.map((run) => ({ ...run, source: { state: 'seen', value, tookMs: 1 } }));
    expect(saidOf({ ...facts, runs })).toMatchObject(
      wrongUse('at "runs.0.source.value.addresses": is longer than 100000'),
    );
  });

  test('does not bring what nobody knows', () => {
    const read = parseRecordedFacts(recording({ moon: { state: 'seen', value: 'full' } }), 'facts.json');
    expect(read.runs[0]?.probes).not.toHaveProperty('moon');
  });

  test.each([
    [
      'of another schema',
      { ...recorded(), schema: 3 },
      'old.json is a recording with schema 3; this version reads schemas 1 and 2',
    ],
    [
      'of a schema as text',
      { ...recorded(), schema: '2' },
      'old.json is a recording with schema "2"; this version reads',
    ],
    ['without a run', { ...recorded(), runs: [] }, 'at "runs": holds no run'],
    ['whose runs are null', { ...recorded(), runs: null }, 'old.json is damaged'],
    ['without an inventory', { ...recorded(), inventory: undefined }, 'at "inventory": is missing'],
  ])('%s is wrong use, in a sentence that names the file', (_, content, says) => {
    expect(saidOf(content)).toMatchObject(wrongUse(says));
  });
});

/** What version 0.1.0 recorded of a world: every fact under its name, one of each. */
function ofSchema1(over: Readonly<Record<string, unknown>> = {}): unknown {
  const { source, ...others } = JSON.parse(JSON.stringify({ ...configured() }));
  return {
    schema: 1,
    tool: { name: 'vpce-doctor', version: '0.1.0' },
    takenAt: '2026-11-22T03:00:00.000Z',
    observations: { ...others, client: source, ...over },
  };
}

/** As the first recordings of version 0.1.0 were written, in their own words and before much was said; whatever shapes became of it later. */
const OLDEST = {
  schema: 1,
  tool: { name: 'vpce-doctor', version: '0.1.0' },
  takenAt: '2026-11-22T03:00:00.000Z',
  observations: {
    target: {
      state: 'seen',
      value: {
        region: 'eu-west-2',
        host: 'secretsmanager.eu-west-2.amazonaws.com',
        port: 443,
        secretId: 'prod/db',
        canary: false,
        identity: 'workload',
        endpoint: { vpcEndpointId: 'vpce-1', dnsNames: [], networkInterfaces: [], vpcCidrs: [] },
      },
      tookMs: 0,
    },
    vantage: { state: 'seen', value: { kind: 'live', functionName: 'verify-a' }, tookMs: 0 },
    tcp: {
      state: 'seen',
      value: [{ address: '10.0.1.100', family: 4, outcome: 'silent', code: null, tookMs: 3_000 }],
      tookMs: 3_000,
    },
    secret: { state: 'unseen', why: 'skipped', detail: 'no address completed verified TLS' },
    client: {
      state: 'seen',
      value: { kind: 'lambda', vpcId: 'vpc-1', subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'], addresses: [] },
      tookMs: 0,
    },
    caller: { state: 'seen', value: { accountId: '111122223333' }, tookMs: 0 },
    vpcDnsAttributes: { state: 'seen', value: { enableDnsSupport: true, enableDnsHostnames: false }, tookMs: 9 },
    securityGroups: {
      state: 'seen',
      value: [{ GroupId: 'sg-1', IpPermissions: [], IpPermissionsEgress: [] }],
      tookMs: 7,
    },
    subnets: { state: 'unseen', why: 'denied', detail: 'ec2:DescribeSubnets is not allowed' },
    secretDescription: {
      state: 'seen',
      value: {
        arn: 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:prod/db-AbCdEf',
        kmsKeyId: null,
        deletedDate: null,
      },
      tookMs: 5,
    },
    kmsKey: { state: 'seen', value: null, tookMs: 0 },
  },
};

describe('a recording of schema 1', () => {
  test('as the oldest are, word for word, is read: who asked from where, what packets did, and what was read', () => {
    const facts = parseRecordedFacts(JSON.parse(JSON.stringify(OLDEST)), 'old.json');
    expect(facts.runs).toMatchObject([
      {
        ...{ takenAt: '2026-11-22T03:00:00.000Z', kind: 'offline', place: 'inside' },
        ...{ functionName: 'verify-a', accountId: null, source: OLDEST.observations.client },
        target: OLDEST.observations.target.value,
        probes: { tcp: OLDEST.observations.tcp, secret: OLDEST.observations.secret, tls: { state: 'unseen' } },
      },
    ]);
    const { vpcDnsAttributes, securityGroups, subnets, secretDescription, kmsKey } = observationsIn(facts);
    expect(vpcDnsAttributes).toMatchObject({ value: { VpcId: 'vpc-1', enableDnsSupport: true } });
    expect(securityGroups).toEqual(OLDEST.observations.securityGroups);
    expect(subnets).toEqual(OLDEST.observations.subnets);
    expect(secretDescription).toEqual(OLDEST.observations.secretDescription);
    expect(kmsKey).toEqual(OLDEST.observations.kmsKey);
  });

  test('is read as a run and the inventory around it', () => {
    expect(parseRecordedFacts(ofSchema1(), 'old.json', 'replayed')).toEqual({
      ...recorded(),
      runs: recorded().runs.map((run) => ({ ...run, kind: 'replayed' })),
    });
  });

  test('whose endpoint has no id, said as null, names none', () => {
    const { target, ...others } = JSON.parse(JSON.stringify(OLDEST.observations));
    target.value.endpoint.vpcEndpointId = null;
    const [run] = parseRecordedFacts({ ...OLDEST, observations: { target, ...others } }, 'old.json').runs;
    expect(run?.target.endpoint).toEqual({ dnsNames: [], networkInterfaces: [], vpcCidrs: [] });
  });

  test('of which a fact is missing says so', () => {
    const { tls } = observationsIn(parseRecordedFacts(ofSchema1({ tls: undefined }), 'old.json'));
    expect(tls).toEqual({ state: 'unseen', why: 'skipped', detail: "the recording doesn't include it" });
  });

  test('that did not say yet what was said later is read as if it had said nothing', () => {
    const { vantage, tls, http, secret } = JSON.parse(JSON.stringify({ ...world() }));
    const without = (value: object, ...names: string[]) =>
      Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
    const older = ofSchema1({
      vantage: { ...vantage, value: without(vantage.value, 'place', 'accountId') },
      tls: { ...tls, value: tls.value.map((one: object) => without(one, 'smallHello')) },
      http: { ...http, value: http.value.map((one: object) => without(one, 'clockAheadMs')) },
      secret: { ...secret, value: without(secret.value, 'tlsProtocol', 'certificate', 'withheld') },
    });
    const [run] = parseRecordedFacts(older, 'old.json').runs;
    expect(run).toMatchObject({ place: 'inside', accountId: null });
    expect(run?.probes.tls).toMatchObject({ value: [{ smallHello: null }, { smallHello: null }] });
    expect(run?.probes.http).toMatchObject({ value: [{ clockAheadMs: null }, { clockAheadMs: null }] });
    expect(run?.probes.secret).toMatchObject({ value: { tlsProtocol: null, certificate: null, withheld: [] } });
  });

  test.each([
    ['without its target', ofSchema1({ target: undefined }), 'old.json is incomplete'],
    [
      'that has not seen its vantage',
      ofSchema1({ vantage: { state: 'unseen', why: 'skipped', detail: '' } }),
      'old.json is incomplete',
    ],
    ['whose observations are null', { schema: 1, observations: null }, 'old.json is incomplete'],
    ['whose target is null', ofSchema1({ target: { state: 'seen', value: null } }), 'old.json is incomplete'],
    ['with a broken fact', ofSchema1({ tls: { state: 'seen' } }), 'old.json is damaged or from another'],
  ])('%s is wrong use, in a sentence that names the file', (_, content, says) => {
    expect(saidOf(content)).toMatchObject(wrongUse(says));
  });
});
