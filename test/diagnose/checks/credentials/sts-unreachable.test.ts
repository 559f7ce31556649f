import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/credentials/sts-unreachable.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { fromAgent, fromSts, lacking, STS } from '../../../support/lacking.ts';
import { credentials, environment, target, unread, world } from '../../../support/world.ts';

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
