import { expect, test } from '@jest/globals';
import check from '../../../../lib/diagnose/checks/credentials/role-not-assumable.ts';
import type { Problem } from '../../../../lib/model/problem.ts';
import { checkTable, evaluate } from '../../../support/check-table.ts';
import { fromSts, lacking } from '../../../support/lacking.ts';
import { credentials, world } from '../../../support/world.ts';

checkTable(check, {
  silent: [{ when: 'the role was given', world: world({ credentials: credentials(fromSts({ outcome: 'loaded' })) }) }],
  nearMiss: [
    { when: 'STS is silent', world: lacking(fromSts()) },
    { when: 'STS fails itself', world: lacking(fromSts({ outcome: 'failed', status: 503 })) },
    {
      when: 'STS is asked too often',
      world: lacking(fromSts({ outcome: 'denied', errorName: 'ThrottlingException', status: 400 })),
    },
    {
      when: 'a sign-in is asked too often',
      world: lacking({ source: 'sso', outcome: 'denied', errorName: 'CredentialsProviderError', status: 429 }),
    },
    {
      when: 'something in the place of STS answers that nothing is there',
      world: lacking(fromSts({ outcome: 'not-found', status: 404 })),
    },
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

const refused = (errorName: string | null, more = {}) =>
  (
    evaluate(
      check,
      lacking(fromSts({ source: 'assumed-role', outcome: 'denied', errorName, status: 403, ...more })),
    ) as readonly Problem[]
  )[0];

test.each([
  ['RegionDisabledException', "isn't active"],
  ['InvalidClientTokenId', "doesn't know the keys"],
  ['SignatureDoesNotMatch', "doesn't accept the signature"],
  ['ValidationError', 'ask for'],
  [null, 'no reason that is known'],
])('%s is no word about the trust policy', (errorName, words) => {
  const problem = refused(errorName);
  expect(problem?.summary).toContain(words);
  expect(JSON.stringify([problem?.summary, problem?.steps])).not.toContain('trust policy');
});

test('keys that have ended are no token, and no sign-in of STS', () => {
  const problem = refused('ExpiredTokenException', { outcome: 'expired' });
  expect(problem?.summary).toContain('answered ExpiredTokenException. The session of the keys');
  expect(problem?.summary).not.toMatch(/sign-in|web identity/);
  expect(problem?.steps[0]?.say).toContain('source_profile');
});

test('a web identity is asked for without keys, so that they are not at fault', () => {
  expect(refused('InvalidClientTokenId', { source: 'web-identity' })?.summary).toContain('no reason that is known');
});

test('a signature may be refused for the clock', () => {
  expect(refused('SignatureDoesNotMatch')).toMatchObject({
    steps: [],
    candidates: [{ cause: 'credentials/clock-skew' }, { cause: 'credentials/signature-mismatch' }],
  });
});

test.each([
  [['10.0.7.9'], 1],
  [['203.0.113.7'], 0],
])('where STS is at %s its endpoint may deny, or not', (addresses, count) => {
  const problem = refused('AccessDenied', { addresses });
  expect(problem?.summary.includes('STS endpoint')).toBe(count === 1);
  expect(problem?.looks?.filter(({ say }) => say.includes('STS endpoint'))).toHaveLength(count);
});

test('mounting the token is not taken back by variables', () => {
  const absent = lacking(fromSts({ outcome: 'not-found', host: null, asks: null, addresses: [], code: 'ENOENT' }));
  const [problem] = evaluate(check, absent) as readonly Problem[];
  expect(problem?.steps[0]?.undo).toContain('specification');
});
