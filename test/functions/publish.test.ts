import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { parseEvent } from '../../functions/verify/event.ts';
import { failWhere } from '../../functions/verify/fail-on.ts';
import { logCrashes, logReport, publishMetrics } from '../../functions/verify/publish.ts';
import type { Observations } from '../../lib/model/facts.ts';
import { reportOf } from '../../lib/report/report.ts';
import { configured, endpoint, groups } from '../support/configuration.ts';
import { silenced } from '../support/silent-world.ts';
import { denied, ENI_A, ENI_B, factsOf, silentTcp, tcp, tls } from '../support/world.ts';

const report = (observations: Observations) => reportOf(factsOf(observations));

const HEALTHY = report(configured());
const BROKEN = report(silenced({ securityGroups: groups({ ingress: [] }) }));
const UNPROVEN = report(
  configured({ secret: denied('because no identity-based policy allows the secretsmanager:GetSecretValue action') }),
);
const DEGRADED = report(configured({ tcp: [tcp(ENI_A), silentTcp(ENI_B)], tls: [tls(ENI_A)] }));
const ADVISED = report(configured({ vpcEndpoints: [endpoint({ SubnetIds: ['subnet-a'] })] }));

const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const printed = (): readonly Record<string, unknown>[] =>
  lines
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const PLACE = { function: 'verify-a', workload: 'orders', zone: 'eu-west-2a' };

describe('metrics', () => {
  const metricsOf = (of: typeof HEALTHY) => {
    publishMetrics(of, PLACE);
    const all = printed();
    expect(all).toHaveLength(1);
    return all[0] as Record<string, unknown> & { _aws: { CloudWatchMetrics: readonly Record<string, unknown>[] } };
  };

  test.each([
    ['connected', HEALTHY, { Healthy: 1, Unproven: 0, Degraded: 0 }],
    ['broken', BROKEN, { Healthy: 0, Unproven: 0, Degraded: 0 }],
    ['degraded', DEGRADED, { Healthy: 1, Unproven: 0, Degraded: 1 }],
    ['unproven', UNPROVEN, { Unproven: 1, Degraded: 0 }],
  ] as const)('of a run that is %s', (_, of, expected) => {
    const { Healthy, Unproven, Degraded } = metricsOf(of);
    expect(JSON.parse(JSON.stringify({ Healthy, Unproven, Degraded }))).toEqual(expected);
  });

  test('go by function, workload and zone, in one set of dimensions, with the times of the phases as fields, and that of the read alone as a metric', () => {
    const line = metricsOf(HEALTHY);
    const [{ Namespace, Dimensions, Metrics } = {}] = line._aws.CloudWatchMetrics;
    expect(Namespace).toBe('VpceDoctor');
    expect((Dimensions as string[][]).map((names) => names.toSorted())).toEqual([
      ['function', 'service', 'workload', 'zone'],
    ]);
    expect(line).toMatchObject({ ...PLACE, verdict: 'connected', rootCause: 'none', DnsMs: 30 });
    expect((Metrics as { Name: string }[]).map(({ Name }) => Name).toSorted()).toEqual([
      'ApiMs',
      'Degraded',
      'Healthy',
      'Unproven',
    ]);
    expect(line).toMatchObject({ TcpMs: expect.any(Number), TlsMs: expect.any(Number), HttpMs: expect.any(Number) });
  });

  test('of phases that were never reached are absent, and not null', () => {
    const line = metricsOf(BROKEN);
    expect(Object.keys(line)).not.toContain('ApiMs');
    expect(Object.values(line)).not.toContain(null);
  });

  test('of one run are not mixed into the next of a warm function', () => {
    publishMetrics(HEALTHY, PLACE);
    publishMetrics(BROKEN, PLACE);
    expect(printed().map((line) => line.Healthy)).toEqual([1, 0]);
  });
});

test('the log has a line for the verdict, and one for each finding with its fix', () => {
  logReport(BROKEN);
  expect(printed()).toMatchObject([
    { level: 'INFO', message: 'verified', verdict: 'broken', rootCause: 'sg/endpoint-ingress-missing' },
    {
      level: 'ERROR',
      message: 'finding',
      code: 'sg/endpoint-ingress-missing',
      fix: expect.stringContaining('sg-client'),
    },
  ]);
});

test('the log has a line for each check that broke, with its trace', () => {
  logCrashes([{ code: 'dns/flapping', stack: 'TypeError: at flapping.ts:7' }]);
  expect(printed()).toMatchObject([
    { level: 'ERROR', message: 'check crashed', code: 'dns/flapping', stack: 'TypeError: at flapping.ts:7' },
  ]);
});

describe('failOn', () => {
  test.each([
    ['blocking', HEALTHY],
    ['advisory', HEALTHY],
    ['blocking', DEGRADED],
    ['degrading', ADVISED],
  ] as const)('%s lets a report pass that is not as bad', (failOn, of) => {
    expect(() => failWhere(of, failOn)).not.toThrow();
  });

  test.each([
    [
      'blocking',
      BROKEN,
      /^broken: sg\/endpoint-ingress-missing\. A workload here can't read the secret\. sg-endpoint has no inbound rule/,
    ],
    ['blocking', UNPROVEN, /^unproven: iam\/identity-implicit\. /],
    ['degrading', DEGRADED, /^connected: path\/interface-silent\. 10\.0\.2\.100/],
    ['advisory', ADVISED, /^connected: endpoint\/single-az\. /],
  ] as const)('%s fails with verdict and cause in one line', (failOn, of, message) => {
    expect(() => failWhere(of, failOn)).toThrow(message);
    expect(() => failWhere(of, failOn)).toThrow(expect.objectContaining({ name: 'VerificationFailed' }));
  });
});

describe('events of EventBridge', () => {
  const common = { version: '0', id: '1', 'detail-type': 'Scheduled Event', account: '111122223333', resources: [] };

  test.each([
    ['a rule, whose detail is an object', { ...common, source: 'aws.events', detail: {} }],
    ['Scheduler, whose detail is text', { ...common, source: 'aws.scheduler', detail: '{}' }],
    ['a schedule with an input of its own', { mode: 'schedule' }],
  ])('of %s are a scheduled run', (_, event) => {
    expect(parseEvent(event)).toMatchObject({ mode: 'schedule' });
  });

  test('of another kind are refused, and name what is accepted', () => {
    expect(() => parseEvent({ ...common, source: 'aws.ec2', detail: {} })).toThrow(/Accepted: .*Scheduled Event/);
  });
});
