import { describe, expect, test } from '@jest/globals';
import { CHECKS } from '../../lib/diagnose/checks/index.ts';
import type { PolicyKind } from '../../lib/evaluate/iam/denial-message.ts';
import type { Observations } from '../../lib/model/facts.ts';
import { evaluate } from '../support/check-table.ts';
import { denied, forbiddenBy, notAllowedBy, world } from '../support/world.ts';

interface Wording {
  /** Continues "because no …". */
  readonly implicit: string;
  /** Continues "with an explicit deny in …". */
  readonly explicit: string;
  readonly codes: readonly [implicit: string, explicit: string];
}

/** AWS's words for every kind of policy. Typed so that a new kind without a row here does not compile. */
const WORDINGS: Readonly<Record<PolicyKind, Wording>> = {
  'identity-based': {
    implicit: 'identity-based policy',
    explicit: 'an identity-based policy',
    codes: ['iam/identity-implicit', 'iam/identity-explicit'],
  },
  'resource-based': {
    implicit: 'resource-based policy',
    explicit: 'a resource-based policy',
    codes: ['iam/resource-implicit', 'iam/resource-explicit'],
  },
  'VPC endpoint': {
    implicit: 'VPC endpoint policy',
    explicit: 'a VPC endpoint policy',
    codes: ['iam/vpce-implicit', 'iam/vpce-explicit'],
  },
  'service control': {
    implicit: 'service control policy',
    explicit: 'a service control policy',
    codes: ['iam/scp-implicit', 'iam/scp-explicit'],
  },
  // Resource control policies only deny, and a role's trust is no matter of GetSecretValue: neither has a check.
  'resource control': {
    implicit: 'resource control policy',
    explicit: 'a resource control policy',
    codes: ['iam/no-reason', 'iam/rcp-explicit'],
  },
  'permissions boundary': {
    implicit: 'permissions boundary',
    explicit: 'a permissions boundary',
    codes: ['iam/boundary-implicit', 'iam/boundary-explicit'],
  },
  session: {
    implicit: 'session policy',
    explicit: 'a session policy',
    codes: ['iam/session-implicit', 'iam/session-explicit'],
  },
  'role trust': {
    implicit: 'role trust policy',
    explicit: 'the role trust policy',
    codes: ['iam/no-reason', 'iam/no-reason'],
  },
};

const iamChecksThatReport = (observations: Observations): readonly string[] =>
  CHECKS.filter((check) => check.code.startsWith('iam/'))
    .filter((check) => typeof evaluate(check, observations) !== 'string')
    .map((check) => check.code);

describe('exactly one iam check reports', () => {
  test.each(Object.values(WORDINGS))('when no $implicit allows the call', ({ implicit, codes }) => {
    expect(iamChecksThatReport(world({ secret: notAllowedBy(implicit) }))).toEqual([codes[0]]);
  });

  test.each(Object.values(WORDINGS))('when $explicit denies explicitly', ({ explicit, codes }) => {
    expect(iamChecksThatReport(world({ secret: forbiddenBy(explicit) }))).toEqual([codes[1]]);
  });

  test.each([
    { what: 'an explicit deny names no policy', reason: 'with an explicit deny' },
    { what: 'the sentence gives no reason', reason: '' },
    { what: 'the policy is of a kind that nobody knows', reason: 'because no galactic policy allows the call' },
  ])('when $what', ({ reason }) => {
    expect(iamChecksThatReport(world({ secret: denied(reason) }))).toEqual(['iam/no-reason']);
  });

  test('when the endpoint denies on behalf of a service control policy', () => {
    const reason = 'a VPC endpoint policy transitively through a service control policy';
    expect(iamChecksThatReport(world({ secret: forbiddenBy(reason) }))).toEqual(['iam/vpce-explicit']);
  });
});

test('no iam check reports while the secret is read', () => {
  expect(iamChecksThatReport(world())).toEqual([]);
});
