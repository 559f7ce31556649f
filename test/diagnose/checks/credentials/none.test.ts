import check from '../../../../lib/diagnose/checks/credentials/none.ts';
import { checkTable } from '../../../support/check-table.ts';
import { refusal, SECRET_ARN, target, unread, world } from '../../../support/world.ts';

const NONE = unread('no-credentials', { remoteAddress: null, errorName: 'CredentialsProviderError' });

checkTable(check, {
  silent: [
    { when: 'nothing was connected', world: world({ secret: unread('not-connected', { remoteAddress: null }) }) },
  ],
  nearMiss: [
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
  ],
});
