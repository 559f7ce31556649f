import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/credentials/sts-unreachable.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { reportOf } from '../../../../lib/report/report.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { fromAgent, fromSts, lacking, STS } from '../../../support/lacking.ts';
import { credentials, environment, factsOf, target, unread, world } from '../../../support/world.ts';

checkTable(check, {
  silent: [
    { when: 'STS gave the role', world: world({ credentials: credentials(fromSts({ outcome: 'loaded' })) }) },
    { when: "a pod's agent is silent", world: lacking(fromAgent()) },
  ],
  nearMiss: [
    {
      when: 'STS answers, and denies',
      world: lacking(fromSts({ outcome: 'denied', errorName: 'AccessDenied', status: 403 })),
    },
    {
      when: 'the token is not there, so that STS was never asked',
      world: lacking(fromSts({ outcome: 'not-found', host: null })),
    },
    {
      when: 'keys in the environment come before the web identity',
      world: world({
        credentials: credentials(),
        environment: environment({ roleVariables: ['AWS_WEB_IDENTITY_TOKEN_FILE'] }),
      }),
    },
    {
      when: 'the path to the service is broken too, and what breaks it may break this',
      world: lacking(fromSts(), { secret: unread('not-connected', { remoteAddress: null }) }),
    },
  ],
  reporting: [
    {
      when: 'its name leads to a public address that is silent',
      world: lacking(fromSts()),
      problems: [{ severity: 'blocking', on: 'all', resources: [STS] }],
      says: [STS, '203.0.113.7', 'public', 'no STS endpoint'],
    },
    {
      when: 'its endpoint is silent',
      world: lacking(fromSts({ addresses: ['10.0.7.9'] })),
      problems: [{ severity: 'blocking', on: 'all', steps: [{ affects: 'endpoint' }] as never }],
      says: [STS, '10.0.7.9', 'private', 'security group'],
    },
    {
      when: 'its name is not resolved',
      world: lacking(fromSts({ outcome: 'name-not-resolved', addresses: [], code: 'ENOTFOUND' })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [STS, "wasn't resolved", 'ENOTFOUND'],
    },
    {
      when: 'its global name was called',
      world: lacking(fromSts({ host: 'sts.amazonaws.com' })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['sts.amazonaws.com', 'global name'],
    },
    {
      when: 'a role of a profile is asked for, and something else answers in TLS',
      world: lacking(fromSts({ source: 'assumed-role', outcome: 'not-secured', code: 'SELF_SIGNED_CERT_IN_CHAIN' }), {
        target: target(),
      }),
      problems: [{ severity: 'blocking', on: 'verifier', steps: [] }],
      says: ['SELF_SIGNED_CERT_IN_CHAIN'],
    },
  ],
});

test('a global name that is silent is repaired by calling the regional one', () => {
  const [problem] = evaluate(check, lacking(fromSts({ host: 'sts.amazonaws.com' }))) as readonly Problem[];
  expect(problem?.steps[0]?.say).toContain('AWS_STS_REGIONAL_ENDPOINTS=regional');
});

test('in us-east-1 the global name is as good as any', () => {
  const there = lacking(fromSts({ host: 'sts.amazonaws.com' }), {
    target: target({ identity: 'workload', region: 'us-east-1' }),
  });
  const [problem] = evaluate(check, there) as readonly Problem[];
  expect(problem?.summary).toContain('no STS endpoint');
});

test.each(['name-not-resolved', 'refused', 'not-secured', 'unanswered'] as const)(
  'where it is %s no change is said, but where to look',
  (outcome) => {
    const [problem] = evaluate(check, lacking(fromSts({ outcome }))) as readonly Problem[];
    expect(problem).toMatchObject({ steps: [], looks: [{ from: 'workload' }] });
  },
);

test('a run that ended before STS had its time claims nothing', () => {
  const cut = lacking(fromSts({ outcome: 'unfinished' }), { secret: unread('unfinished', { remoteAddress: null }) });
  expect(evaluate(check, cut)).toMatchObject({ undecided: expect.any(String) });
});

const first = (look: Parameters<typeof fromSts>[0], change: Parameters<typeof lacking>[1] = {}) =>
  (evaluate(check, lacking(fromSts(look), change)) as readonly Problem[])[0];
const says = (problem: Problem | undefined) => problem?.steps.map(({ say }) => say).join(' ') ?? '';

test('a dual-stack endpoint has addresses of which those of IPv6 are in no private range', () => {
  const problem = first({ addresses: ['10.0.1.50', '2001:db8:0:101::50'] });
  expect(problem?.summary).toContain('private');
  expect(says(problem)).toContain('security group of the STS endpoint');
});

test.each([
  [['10.0.0.0/16', '52.10.0.0/16'], 'security group of the STS endpoint'],
  [['10.0.0.0/16'], 'Create an interface endpoint'],
])('with a VPC of %j an address in a public range is told by its blocks', (vpcCidrs, words) => {
  const own = target({ identity: 'workload' });
  const problem = first({ addresses: ['52.10.1.50'] }, { target: { ...own, endpoint: { ...own.endpoint, vpcCidrs } } });
  expect(says(problem)).toContain(words);
});

test.each([
  ['eu-west-2', 'sts.eu-west-2.amazonaws.com', 'com.amazonaws.eu-west-2.sts '],
  ['us-east-1', 'sts-fips.us-east-1.amazonaws.com', 'com.amazonaws.us-east-1.sts-fips '],
  ['us-east-1', 'sts.amazonaws.com', 'com.amazonaws.us-east-1.sts '],
  ['us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com', 'of com.amazonaws.us-gov-west-1.sts '],
  ['cn-north-1', 'sts.cn-north-1.amazonaws.com.cn', 'cn.com.amazonaws.cn-north-1.sts '],
])('in %s the endpoint created for %s is the one that serves that name', (region, host, service) => {
  expect(says(first({ host }, { target: target({ identity: 'workload', region }) }))).toContain(service);
});

test('STS of another Region is called here before an endpoint is created, which is one of this Region', () => {
  const problem = first({ host: 'sts.us-west-2.amazonaws.com', source: 'assumed-role' });
  expect(problem?.summary).toContain('another Region');
  expect(problem?.steps[0]?.say).toContain('AWS_REGION=eu-west-2');
  expect(problem?.steps[1]?.say).toContain('com.amazonaws.eu-west-2.sts');
});

test.each([['10.0.7.9'], ['203.0.113.7']])('a host of somebody else at %s gets no endpoint and no rule', (address) => {
  const problem = first({ host: 'sts.corp.example.com', addresses: [address] });
  expect(problem).toMatchObject({ steps: [], looks: [{ say: expect.stringContaining('AWS_ENDPOINT_URL_STS') }] });
});

test('the summary is short with many addresses of real length', () => {
  const addresses = [1, 2, 3].flatMap((n) => [`10.100.10${n}.150`, `2600:1f18:1234:5678:9abc:def0:1234:567${n}`]);
  const problem = first({ host: 'sts.ap-southeast-2.amazonaws.com', addresses: addresses.toReversed() });
  expect(problem?.summary.length).toBeLessThanOrEqual(300);
});

test('a step held back for STS is no reason to read the endpoint of Secrets Manager', () => {
  const { plan, nextSteps } = reportOf(factsOf(lacking(fromSts())));
  expect(plan.heldBack.map(({ code }) => code)).toContain('credentials/sts-unreachable');
  expect(nextSteps.filter(({ say }) => say.startsWith("Read the endpoint's policy"))).toEqual([]);
});
