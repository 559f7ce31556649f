import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/credentials/none.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { fromAgent, fromMetadata, fromSts, lacking } from '../../../support/lacking.ts';
import { refusal, SECRET_ARN, target, unread, world } from '../../../support/world.ts';

const NONE = unread('no-credentials', { remoteAddress: null, errorName: 'CredentialsProviderError' });

checkTable(check, {
  silent: [
    { when: 'nothing was connected', world: world({ secret: unread('not-connected', { remoteAddress: null }) }) },
  ],
  nearMiss: [
    { when: 'STS is silent, which has a finding of its own', world: lacking(fromSts()) },
    {
      when: 'credentials were sent that AWS does not know',
      world: world({
        secret: refusal('UnrecognizedClientException', 'The security token included in the request is invalid.'),
      }),
    },
    {
      when: 'the run ended while credentials were still looked for',
      world: world({ secret: unread('unfinished', { remoteAddress: null, errorName: 'AbortError' }) }),
    },
  ],
  reporting: [
    {
      when: 'the verifier has none',
      world: world({ secret: NONE }),
      problems: [{ severity: 'blocking', on: 'verifier', resources: [SECRET_ARN] }],
      says: ['No credentials could be loaded', SECRET_ARN],
    },
    {
      when: 'their provider did not answer',
      world: world({
        secret: unread('no-credentials', { remoteAddress: null, errorName: 'AbortError', errorCode: 'ETIMEDOUT' }),
      }),
      problems: [{ severity: 'blocking', on: 'verifier' }],
      says: ["didn't answer", SECRET_ARN],
    },
    {
      when: 'the workload itself has none',
      world: world({ secret: NONE, target: target({ identity: 'workload' }) }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: [SECRET_ARN],
    },
    {
      when: 'nothing gives any: neither files, nor variables, nor a service of AWS',
      world: lacking({ source: 'none', outcome: 'not-found' }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['no source of credentials was found'],
    },
    {
      when: 'a laptop asks instance metadata in the end',
      world: lacking(fromMetadata(), { vpcResolverDns: unseen('timed-out', 'no answer') }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['instance metadata', "doesn't answer"],
    },
    {
      when: 'a task has no task role',
      world: lacking(fromMetadata({ runsIn: 'ecs-task' })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['no task role'],
    },
    {
      when: "a profile's program fails",
      world: lacking({ source: 'process', outcome: 'failed', errorName: 'CredentialsProviderError' }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['credential_process'],
    },
  ],
});

const NOT_A_VPC = { vpcResolverDns: unseen('timed-out', 'no answer') };
const AGENT = { source: 'container', host: '169.254.170.2', addresses: ['169.254.170.2'], runsIn: 'ecs-task' } as const;
const GIVE_A_ROLE = 'Give the function, task or instance a role';

const found = (look: Parameters<typeof lacking>[0], change: Parameters<typeof lacking>[1] = {}) => {
  const [problem] = evaluate(check, lacking(look, change)) as readonly Problem[];
  return { ...problem, said: [...(problem?.steps ?? []), ...(problem?.looks ?? [])].map(({ say }) => say).join(' ') };
};

test.each([
  ['STS fails', fromSts({ outcome: 'failed', status: 503 }), 'log'],
  ['STS is asked too often', fromSts({ outcome: 'denied', errorName: 'Throttling', status: 400 }), 'asks so often'],
  ['STS was slow', fromSts({ outcome: 'failed', errorName: 'TimeoutError' }), 'slows'],
  ['no STS answers in its place', fromSts({ outcome: 'not-found', status: 404 }), 'log'],
  ['the agent fails', { ...AGENT, outcome: 'failed', status: 500 }, 'log'],
  ["the agent doesn't know the path", { ...AGENT, outcome: 'denied', status: 400 }, 'its own agent'],
  ["the agent doesn't know the task", { ...AGENT, outcome: 'not-found', status: 404 }, 'its own agent'],
  ['metadata fails', fromMetadata({ outcome: 'failed', status: 500 }), 'log'],
  [
    'a sign-in fails',
    { source: 'sso', host: 'portal.sso.eu-west-2.amazonaws.com', outcome: 'failed', status: 500 },
    'log',
  ],
  ["a pod's address isn't called", fromAgent({ outcome: 'failed', host: null, addresses: [] }), 'FULL_URI'],
  ["an address isn't called", { source: 'container', outcome: 'failed' }, 'FULL_URI'],
  ["the agent's token is not there", { source: 'container', outcome: 'not-found', code: 'ENOENT' }, 'TOKEN_FILE'],
  ['the token of a web identity is empty', fromSts({ outcome: 'failed', host: null, addresses: [] }), 'AWS_ROLE_ARN'],
  ['a source_profile is not there', { source: 'assumed-role', outcome: 'failed' }, 'source_profile'],
  ['a program fails', { source: 'process', outcome: 'failed' }, 'by hand'],
] as const)('where %s a role is there, and none is given', (_, look, words) => {
  const { said, summary = '' } = found(look);
  expect(said).toContain(words);
  expect(said).not.toContain(GIVE_A_ROLE);
  expect(summary.length).toBeLessThanOrEqual(300);
});

test('who was never asked gave no answer', () => {
  expect(found({ source: 'assumed-role', outcome: 'failed' }).summary).toContain("STS wasn't asked");
  expect(found({ source: 'container', outcome: 'failed' }).summary).toContain("endpoint wasn't asked");
});

test.each([
  ['none', { source: 'none', outcome: 'not-found' }],
  ['silent metadata', fromMetadata()],
  ['metadata that does not get through', fromMetadata({ outcome: 'unanswered' })],
] as const)('a profile that is not there is said beside %s', (_, look) => {
  for (const change of [{}, NOT_A_VPC]) {
    const { said, summary = '' } = found({ ...look, profile: 'absent' }, change);
    expect(said).toContain('AWS_PROFILE');
    expect(summary.length).toBeLessThanOrEqual(300);
  }
  expect(found(look, NOT_A_VPC).said).toContain(GIVE_A_ROLE);
});

test('who has no role is given one by whoever may pass it', () => {
  expect(found({ source: 'none', outcome: 'not-found' }).steps?.[0]?.permissions).toEqual(['iam:PassRole']);
});

test('a task without a role gets one by its definition', () => {
  expect(found(fromMetadata({ runsIn: 'ecs-task' })).steps?.[0]?.permissions).toContain('ecs:RegisterTaskDefinition');
});

test.each([403, 404])('what another cloud answers with HTTP %d tells of no instance', (status) => {
  const look = fromMetadata({ outcome: status === 404 ? 'not-found' : 'denied', status });
  expect(found(look, NOT_A_VPC)).toMatchObject({ severity: 'blocking', summary: expect.stringContaining(`${status}`) });
});
