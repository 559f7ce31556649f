import check from '../../../../lib/diagnose/checks/credentials/none.ts';
import { unseen } from '../../../../lib/model/observation.ts';
import { checkTable } from '../../../support/check-table.ts';
import { fromMetadata, fromSts, lacking } from '../../../support/lacking.ts';
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
