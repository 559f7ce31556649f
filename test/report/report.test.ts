import { describe, expect, test } from '@jest/globals';
import { CHECKS } from '../../lib/diagnose/checks/index.ts';
import { mergeFacts } from '../../lib/facts/merge.ts';
import type { Observations } from '../../lib/model/facts.ts';
import { unseen } from '../../lib/model/observation.ts';
import { exitCodeOf } from '../../lib/report/exit-code.ts';
import { reportOf } from '../../lib/report/report.ts';
import {
  ACCOUNT,
  configured,
  endpoint,
  groups,
  HEALTHY_CONFIGURATION,
  inspected,
  SUBNETS,
  subnet,
} from '../support/configuration.ts';
import { byCidr } from '../support/network.ts';
import { twoClientSubnets } from '../support/silent-world.ts';
import {
  denied,
  ENI_A,
  ENI_B,
  factsOf,
  http,
  PUBLIC,
  refusal,
  resolvesTo,
  secret,
  silentTcp,
  target,
  tcp,
  tls,
  type WorldChange,
  world,
} from '../support/world.ts';

const { source } = HEALTHY_CONFIGURATION;
const report = (...args: Parameters<typeof world>) => reportOf(factsOf(world(...args)));

describe('the report', () => {
  test('of a healthy run: connected, with proof, and every check passed or not applicable', () => {
    const { verdict, rootCause, causes, undecided, observed, predicted, runs } = reportOf(factsOf(configured()));
    expect({ verdict, rootCause, causes, undecided, observed, predicted }).toEqual({
      verdict: 'connected',
      rootCause: null,
      causes: [],
      undecided: [],
      observed: 'open',
      predicted: 'open',
    });
    expect(runs).toHaveLength(1);
    expect(runs[0]?.proof).toMatchObject({
      remoteAddress: ENI_A,
      networkInterfaceId: 'eni-0aaa',
      vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
    });
    expect(runs[0]?.coverage).toMatchObject({
      addresses: { answered: [ENI_A, ENI_B], notAnswered: [] },
      availabilityZones: { answered: ['eu-west-2a', 'eu-west-2b'], notAnswered: [] },
      families: ['IPv4'],
      secret: 'read',
      limit: expect.stringContaining('docs/elsewhere.md'),
    });
  });

  test('is plain JSON, and the same facts always give the same report', () => {
    expect(JSON.parse(JSON.stringify(report()))).toEqual(report());
  });

  test('groups what is undecided by its reason', () => {
    const secret = { state: 'unseen', why: 'skipped', detail: 'no address completed TLS' } as const;
    const { undecided } = reportOf(factsOf(configured({ secret })));
    expect(undecided).toHaveLength(1);
    expect(undecided[0]).toMatchObject({ needs: ['secret'], why: 'skipped', detail: 'no address completed TLS' });
    expect(undecided[0]?.codes.length).toBeGreaterThan(10);
  });

  test('names one reason once, however many facts it took away', () => {
    const { undecided } = report();
    expect(undecided).toHaveLength(1);
    expect(undecided[0]).toMatchObject({ why: 'timed-out', detail: expect.stringContaining('ec2.eu-west-2') });
    expect(undecided[0]?.needs.length).toBeGreaterThan(3);
    expect(undecided[0]?.codes).toContain('function/ec2-api-unreachable');
  });

  test('paths carry what configuration says of them, also where no packet was sent', () => {
    const { paths, predicted } = reportOf(factsOf(inspected({ securityGroups: groups({ ingress: [] }) })));
    expect(predicted).toBe('closed');
    expect(paths).toMatchObject([
      { id: `subnet-client → ${ENI_A}`, run: 0, address: ENI_A, tcp: null, predicted: 'closed' },
      { id: `subnet-client → ${ENI_B}`, run: 0, address: ENI_B, tcp: null, predicted: 'closed' },
    ]);
    expect(paths[0]?.hops.find((hop) => hop.effect === 'deny')).toMatchObject({ resources: ['sg-endpoint'] });
  });

  test('a path from one of several subnets carries what configuration says of all of them', () => {
    const change = { ...twoClientSubnets, executionEnvironment: unseen('skipped', 'no Lambda function') };
    const securityGroups = groups({ ingress: [byCidr('10.0.7.0/24')] });
    const { paths } = reportOf(factsOf(configured({ ...change, securityGroups })));
    expect(paths.map(({ id, tcp: seen, predicted }) => [id, seen, predicted])).toEqual([
      [`* → ${ENI_A}`, 'open', 'mixed'],
      [`* → ${ENI_B}`, 'open', 'mixed'],
      [`subnet-client → ${ENI_A}`, null, 'open'],
      [`subnet-other → ${ENI_A}`, null, 'closed'],
      [`subnet-client → ${ENI_B}`, null, 'open'],
      [`subnet-other → ${ENI_B}`, null, 'closed'],
    ]);
  });

  test.each([
    ['every way is open and nothing else is wrong', {}, 0],
    ['every way is closed', { securityGroups: groups({ ingress: [] }) }, 1],
    ['private DNS is off, and a hosted zone may answer', { vpcEndpoints: [endpoint({ PrivateDnsEnabled: false })] }, 2],
    ['the rules could not be read', { securityGroups: unseen('denied', 'ec2:DescribeSecurityGroups') }, 2],
  ] as const)('from outside, where %s', (_, change, code) => {
    expect(exitCodeOf(reportOf(factsOf(inspected(change))))).toBe(code);
  });

  test('observed speaks of the paths that the name leads to', () => {
    expect(report({ tcp: [tcp(ENI_A), silentTcp(ENI_B)] }).observed).toBe('mixed');
    expect(report({ tcp: [silentTcp(ENI_A), silentTcp(ENI_B)] }).observed).toBe('closed');
    expect(
      report({ serviceDns: resolvesTo([PUBLIC]), tcp: [silentTcp(PUBLIC), tcp(ENI_A)], tls: [tls(ENI_A)] }).observed,
    ).toBe('closed');
  });

  test('gives no proof unless the verdict is connected', () => {
    const around = report({
      serviceDns: resolvesTo([PUBLIC]),
      tcp: [tcp(PUBLIC)],
      tls: [tls(PUBLIC)],
      secret: secret({ remoteAddress: PUBLIC }),
    });
    expect(around).toMatchObject({ verdict: 'bypassed', runs: [{ verdict: 'bypassed', proof: null }] });
  });

  test('without any knowledge of the endpoint a read stays unproven, and says why', () => {
    const { verdict, because } = report({
      target: target({ endpoint: { dnsNames: [], networkInterfaces: [], vpcCidrs: [] } }),
      endpointDns: { state: 'unseen', why: 'skipped', detail: "the endpoint's own DNS names were not given" },
    });
    expect(verdict).toBe('unproven');
    expect(because).toContain("aren't known");
  });

  test('points every cause to its page and lists the request ids', () => {
    const { causes, runs } = report({
      secret: denied('because no VPC endpoint policy allows the secretsmanager:GetSecretValue action'),
    });
    expect(causes).toMatchObject([{ code: 'iam/vpce-implicit', docs: 'docs/findings/iam/vpce-implicit.md' }]);
    expect(runs[0]?.awsRequestIds).toHaveLength(1);
  });
});

describe('the report of several runs', () => {
  const NEWER = '2026-11-22T04:00:00.000Z';
  const closed = { securityGroups: groups({ ingress: [] }) };
  const elsewhere = { ...source, subnetIds: ['subnet-other'] };
  const runIn = (functionName: string, change: WorldChange): Observations => {
    const vantage = { kind: 'live', place: 'inside', functionName, accountId: ACCOUNT } as const;
    return configured({ vantage, subnets: [...SUBNETS, subnet('subnet-other', '10.0.8.0/24', 'b')], ...change });
  };
  const silent = {
    tcp: [silentTcp(ENI_A), silentTcp(ENI_B)],
    tls: unseen('skipped', 'no address accepts a connection'),
    http: unseen('skipped', 'no address accepts a connection'),
    secret: unseen('skipped', 'no address completed TLS'),
  } as const;
  const together = (one: Observations, other: Observations) =>
    reportOf(mergeFacts(factsOf(one), factsOf(other, NEWER)));

  test('has each run with its own verdict, and of all the worst', () => {
    const { verdict, because, runs, takenAt } = together(runIn('one', {}), runIn('other', silent));
    expect(runs.map((run) => [run.functionName, run.verdict])).toEqual([
      ['one', 'connected'],
      ['other', 'broken'],
    ]);
    expect(runs.map(({ proof }) => proof?.remoteAddress ?? null)).toEqual([ENI_A, null]);
    expect(verdict).toBe('broken');
    expect(because).toBe(`In 1 of 2 runs: ${runs[1]?.because}`);
    expect(takenAt).toBe(NEWER);
  });

  test('is connected where all are', () => {
    const { verdict, because, causes } = together(runIn('one', {}), runIn('other', {}));
    expect({ verdict, causes }).toEqual({ verdict: 'connected', causes: [] });
    expect(because).toMatch(/^In 2 of 2 runs: /);
  });

  test('has what several found as one cause, with the paths of each', () => {
    const change = { ...silent, ...closed };
    const { causes } = together(runIn('one', change), runIn('other', change));
    expect(causes).toMatchObject([
      { code: 'sg/endpoint-ingress-missing', runs: [0, 1], on: [ENI_A, ENI_B].map((to) => `subnet-client → ${to}`) },
    ]);
  });

  test('says in which run a cause was found', () => {
    const { causes, rootCause } = together(runIn('one', {}), runIn('other', silent));
    const found = causes.filter(({ severity }) => severity === 'blocking');
    expect(found.map(({ runs }) => runs)).toEqual(found.map(() => [1]));
    expect(found.map(({ code }) => code)).toContain(rootCause);
  });

  test('has a path for each subnet to one address', () => {
    const { paths } = together(runIn('one', {}), runIn('other', { source: elsewhere }));
    expect(paths.map(({ id, run }) => [id, run])).toEqual([
      [`subnet-client → ${ENI_A}`, 0],
      [`subnet-client → ${ENI_B}`, 0],
      [`subnet-other → ${ENI_A}`, 1],
      [`subnet-other → ${ENI_B}`, 1],
    ]);
  });

  test('predicts nothing where configuration does not say it of every run', () => {
    const unknown = { ...source, subnetIds: ['subnet-nobody-read'] };
    expect(together(runIn('one', {}), runIn('other', {})).predicted).toBe('open');
    expect(together(runIn('one', {}), runIn('other', { source: unknown })).predicted).toBe('unknown');
  });

  test('is as new as the newest, whatever zone its time is told in', () => {
    const [later, earlier] = ['2026-11-22T03:30:00.000-02:00', '2026-11-22T05:00:00.000Z'];
    const facts = mergeFacts(factsOf(runIn('one', {}), later), factsOf(runIn('other', {}), earlier));
    expect(reportOf(facts).takenAt).toBe(later);
  });

  test('names each check once: found, undecided, passed or not applicable', () => {
    const { causes, undecided, passed, notApplicable } = together(runIn('one', {}), runIn('other', silent));
    const codes = [
      ...new Set(causes.flatMap((cause) => [cause.code, ...cause.accountsFor.map(({ code }) => code)])),
      ...undecided.flatMap((group) => group.codes),
      ...passed.map(({ code }) => code),
      ...notApplicable,
    ];
    expect(codes.toSorted()).toEqual(CHECKS.map(({ code }) => code).toSorted());
    expect(undecided.length).toBeGreaterThan(0);
  });

  test('lets nothing that one run found explain what another shows', () => {
    const refused = { secret: refusal('InvalidSignatureException', 'Signature expired: the clock is wrong') };
    const skewed = { ...refused, http: [http(ENI_A, { clockAheadMs: 35 * 60_000 })] };
    const { causes } = together(runIn('one', skewed), runIn('other', refused));
    expect(causes.map(({ code, runs, accountsFor }) => [code, runs, accountsFor.map((one) => one.code)])).toEqual([
      ['credentials/clock-skew', [0], ['credentials/signature-refused']],
      ['credentials/signature-refused', [1], []],
    ]);
  });
});

describe('exit codes', () => {
  const connected = reportOf(factsOf(world()));

  test.each([
    ['connected', 0],
    ['broken', 1],
    ['bypassed', 1],
    ['unproven', 2],
  ] as const)('of %s is %i, and 0 where nothing is to fail', (verdict, code) => {
    expect(exitCodeOf({ ...connected, verdict })).toBe(code);
    expect(exitCodeOf({ ...connected, verdict }, 'never')).toBe(0);
  });

  test('of what is connected and degraded is 0, and 1 where that is to fail', () => {
    const degraded = reportOf(factsOf(world({ tcp: [tcp(ENI_A), silentTcp(ENI_B)] })));
    expect(degraded).toMatchObject({ verdict: 'connected', degraded: true, exitCode: 0 });
    expect(exitCodeOf(degraded, 'degrading')).toBe(1);
    expect(exitCodeOf(degraded, 'advisory')).toBe(1);
    expect(exitCodeOf(connected, 'degrading')).toBe(0);
  });

  test('of an open way by configuration are 0, and not where paths are left out of the report', () => {
    const open = reportOf(factsOf(inspected()));
    expect(exitCodeOf(open)).toBe(0);
    expect(exitCodeOf({ ...open, leftOut: { ...open.leftOut, paths: 1 } })).toBe(2);
  });
});
