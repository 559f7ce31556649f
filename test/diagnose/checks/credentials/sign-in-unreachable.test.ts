import check from '../../../../lib/diagnose/checks/credentials/sign-in-unreachable.ts';
import { checkTable } from '../../../support/check-table.ts';
import { fromSts, lacking } from '../../../support/lacking.ts';
import { credentials, world } from '../../../support/world.ts';

const HOST = 'portal.sso.eu-west-2.amazonaws.com';

checkTable(check, {
  silent: [{ when: 'it gave the role', world: world({ credentials: credentials({ source: 'sso', host: HOST }) }) }],
  nearMiss: [
    { when: 'the sign-in has ended', world: lacking({ source: 'sso', host: HOST, outcome: 'expired', status: 401 }) },
    { when: 'the role is not assigned', world: lacking({ source: 'sso', host: HOST, outcome: 'denied', status: 403 }) },
    {
      when: 'the role behind the sign-in is asked of STS, which is silent',
      world: lacking(fromSts({ source: 'assumed-role' })),
    },
  ],
  reporting: [
    {
      when: 'its portal is silent',
      world: lacking({ source: 'sso', host: HOST, addresses: ['203.0.113.9'], outcome: 'silent' }),
      problems: [{ severity: 'blocking', on: 'all', resources: [HOST] }],
      says: [HOST, '203.0.113.9', 'internet'],
    },
    {
      when: 'the name of the sign-in is not resolved',
      world: lacking({ source: 'login', host: 'eu-west-2.signin.aws.amazon.com', outcome: 'name-not-resolved' }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['eu-west-2.signin.aws.amazon.com', "wasn't resolved"],
    },
  ],
});
