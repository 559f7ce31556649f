import check from '../../../../lib/diagnose/checks/credentials/role-not-assumable.ts';
import { checkTable } from '../../../support/check-table.ts';
import { fromSts, lacking } from '../../../support/lacking.ts';
import { credentials, world } from '../../../support/world.ts';

checkTable(check, {
  silent: [{ when: 'the role was given', world: world({ credentials: credentials(fromSts({ outcome: 'loaded' })) }) }],
  nearMiss: [
    { when: 'STS is silent', world: lacking(fromSts()) },
    { when: 'STS fails itself', world: lacking(fromSts({ outcome: 'failed', status: 503 })) },
    { when: 'a sign-in has ended', world: lacking({ source: 'sso', outcome: 'expired' }) },
  ],
  reporting: [
    {
      when: 'its trust policy does not let the caller in',
      world: lacking(fromSts({ outcome: 'denied', errorName: 'AccessDenied', status: 403 })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['AccessDenied', 'trust policy'],
    },
    {
      when: 'IAM knows no provider of the token',
      world: lacking(fromSts({ outcome: 'denied', errorName: 'InvalidIdentityToken', status: 400 })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['InvalidIdentityToken', 'identity provider'],
    },
    {
      when: 'the token has expired',
      world: lacking(fromSts({ outcome: 'expired', errorName: 'ExpiredTokenException', status: 400 })),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['ExpiredTokenException', 'too old'],
    },
    {
      when: 'the token is not there',
      world: lacking(fromSts({ outcome: 'not-found', host: null, asks: null, addresses: [], code: 'ENOENT' })),
      problems: [{ severity: 'blocking', on: 'all', resources: ['web-identity'] }],
      says: ['token file', 'ENOENT'],
    },
    {
      when: 'a permission set is not assigned',
      world: lacking({ source: 'sso', host: 'portal.sso.eu-west-2.amazonaws.com', outcome: 'denied', status: 403 }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['IAM Identity Center', "isn't assigned"],
    },
  ],
});
