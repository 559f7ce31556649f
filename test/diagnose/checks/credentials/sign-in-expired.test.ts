import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/credentials/sign-in-expired.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { lacking } from '../../../support/lacking.ts';
import { credentials, world } from '../../../support/world.ts';

checkTable(check, {
  silent: [{ when: 'it is valid', world: world({ credentials: credentials({ source: 'sso' }) }) }],
  nearMiss: [
    { when: 'IAM Identity Center is silent', world: lacking({ source: 'sso', outcome: 'silent' }) },
    {
      when: 'whoever signed in may not have the role',
      world: lacking({ source: 'sso', outcome: 'denied', status: 403 }),
    },
    { when: 'a web identity has expired', world: lacking({ source: 'web-identity', outcome: 'expired' }) },
  ],
  reporting: [
    {
      when: "nobody has signed in, so that the session's file is not there",
      world: lacking({ source: 'sso', outcome: 'not-found', code: 'ENOENT' }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['ENOENT'],
    },
    {
      when: 'a session of IAM Identity Center has ended',
      world: lacking({ source: 'sso', outcome: 'expired', errorName: 'CredentialsProviderError' }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ['IAM Identity Center', 'expired'],
    },
    {
      when: 'a sign-in with the console has ended',
      world: lacking({ source: 'login', outcome: 'expired' }),
      problems: [{ severity: 'blocking', on: 'all' }],
      says: ["AWS's sign-in"],
    },
  ],
});

test.each([
  ['sso', 'aws sso login'],
  ['login', 'aws login'],
] as const)('%s is renewed by %s', (source, command) => {
  const [problem] = evaluate(check, lacking({ source, outcome: 'expired' })) as readonly Problem[];
  expect(problem?.steps[0]?.say).toContain(`${command},`);
});
