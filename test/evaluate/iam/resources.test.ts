import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../../lib/evaluate/iam/evaluate.ts';
import { globMatches, tokensOf } from '../../../lib/evaluate/iam/match/glob.ts';
import type { PolicyRequest } from '../../../lib/evaluate/iam/request.ts';
import { ACCOUNT, call, document, SECRET } from '../../support/policies.ts';

const decided = (fields: Record<string, unknown>, request: Partial<PolicyRequest> = {}, version = '2012-10-17') =>
  evaluate(call(request), { identity: [{ ...document(fields), Version: version }] }).decision;

/** Variables begin with it, here as in template literals. */
const V = '$';

const PREFIX = `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}`;

describe('actions', () => {
  test.each([
    ['*', 'allow'],
    ['*:*', 'allow'],
    ['SecretsManager:getsecretvalue', 'allow'],
    ['secretsmanager:Get*Value', 'allow'],
    ['secretsmanager:GetSecretValu?', 'allow'],
    ['secretsmanager:GetSecretValue?', 'implicit-deny'],
    ['secretsmanager:GetSecret', 'implicit-deny'],
    ['secretsmanager:BatchGetSecretValue', 'implicit-deny'],
    [[], 'implicit-deny'],
    [['s3:*', 'secretsmanager:Get*'], 'allow'],
  ])('%j: %s', (Action, expected) => {
    expect(decided({ Action })).toBe(expected);
  });

  test('NotAction is about whatever it does not list', () => {
    expect(decided({ Action: undefined, NotAction: ['s3:*'] })).toBe('allow');
    expect(decided({ Action: undefined, NotAction: 'secretsmanager:get*' })).toBe('implicit-deny');
    expect(decided({ Action: undefined, NotAction: [] })).toBe('unknown');
  });
});

describe('resources', () => {
  test.each([
    [SECRET, 'allow'],
    ['*', 'allow'],
    [`${PREFIX}:*`, 'allow'],
    [`${PREFIX}:secret:payments/db-??????`, 'allow'],
    [`${PREFIX}:secret:payments/db-?????`, 'implicit-deny'],
    [`${PREFIX}:secret:payments/db`, 'implicit-deny'],
    [`${PREFIX}:secret:Payments/*`, 'implicit-deny'],
    [`arn:*:secretsmanager:*:${ACCOUNT}:secret:*db*`, 'allow'],
    ['arn:aws:secretsmanager:*:*:*', 'allow'],
    ['arn:aws:secretsmanager:eu-*:??????????98?:secret:*', 'implicit-deny'],
    ['payments/db', 'implicit-deny'],
    // Only a star that runs over colons would meet it, which AWS says nothing of.
    ['arn:aws:secretsmanager:*', 'unknown'],
    ['arn:aws:secretsmanager:*:secret:payments/*', 'unknown'],
    ['arn:aws:secretsmanager:*:secret:hr/*', 'implicit-deny'],
    [[], 'implicit-deny'],
  ])('%j: %s', (Resource, expected) => {
    expect(decided({ Resource })).toBe(expected);
  });

  test('NotResource is about whatever it does not list', () => {
    expect(decided({ Resource: undefined, NotResource: `${PREFIX}:secret:hr/*` })).toBe('allow');
    expect(decided({ Resource: undefined, NotResource: [`${PREFIX}:secret:hr/*`, SECRET] })).toBe('implicit-deny');
  });

  test('an action without a resource is met by the star alone', () => {
    const list = { action: 'secretsmanager:ListSecrets', resource: '*' };
    expect(decided({ Resource: '*' }, list)).toBe('allow');
    expect(decided({ Resource: 'arn:aws:secretsmanager:*:*:*' }, list)).toBe('implicit-deny');
  });
});

describe('variables', () => {
  const TAG = `${V}{aws:PrincipalTag/team}`;
  type Row = readonly [resource: string, context: PolicyRequest['context'], expected: string];

  test.each<Row>([
    [`${PREFIX}:secret:${TAG}/*`, { 'AWS:principaltag/TEAM': 'payments' }, 'allow'],
    [`${PREFIX}:secret:${TAG}/*`, { 'aws:PrincipalTag/team': 'hr' }, 'implicit-deny'],
    [`${PREFIX}:secret:payments/${TAG}*`, {}, 'implicit-deny'],
    [`${PREFIX}:secret:${V}{aws:PrincipalTag/team, 'payments'}/*`, {}, 'allow'],
    [`${PREFIX}:secret:${V}{aws:PrincipalTag/team, 'payments'}/*`, { 'aws:PrincipalTag/team': 'hr' }, 'implicit-deny'],
    [`${PREFIX}:secret:${TAG}/*`, { 'aws:PrincipalTag/team': 'pay*' }, 'unknown'],
    [`${PREFIX}:secret:${TAG}/*`, { 'aws:PrincipalTag/team': 'hr*' }, 'implicit-deny'],
    [`${PREFIX}:secret:${V}{ aws:PrincipalTag/team }/*`, { 'aws:PrincipalTag/team': 'payments' }, 'unknown'],
    [`${PREFIX}:secret:${V}{aws:TagKeys}/*`, { 'aws:TagKeys': ['payments'] }, 'unknown'],
    [`arn:aws:secretsmanager:${V}{aws:RequestedRegion}:*:*`, { 'aws:RequestedRegion': 'eu-central-1' }, 'unknown'],
    [`${PREFIX}:secret:${V}{*}`, {}, 'implicit-deny'],
    [`${PREFIX}:secret:payments${V}{?}db-Q7wErT`, {}, 'implicit-deny'],
    [`${PREFIX}:secret:${V}{aws:PrincipalTag/team`, { 'aws:PrincipalTag/team': 'payments' }, 'implicit-deny'],
  ])('%s with %j: %s', (Resource, context, expected) => {
    expect(decided({ Resource }, { context })).toBe(expected);
  });

  test('an old version or none leaves them text', () => {
    const context = { 'aws:PrincipalTag/team': 'payments' };
    expect(decided({ Resource: `${PREFIX}:secret:${TAG}/*` }, { context }, '2008-10-17')).toBe('implicit-deny');
    const literal = { resource: `${PREFIX}:secret:${TAG}/x` };
    expect(decided({ Resource: `${PREFIX}:secret:${TAG}/*` }, literal, '2008-10-17')).toBe('allow');
  });

  test('of a key that is not known, the fixed text around them may still decide', () => {
    const unknownKeys = ['aws:PrincipalTag/team'];
    expect(decided({ Resource: `${PREFIX}:secret:${TAG}/*` }, { unknownKeys })).toBe('unknown');
    const elsewhere = `${PREFIX}:secret:${TAG}/*`.replace('eu-central-1', 'eu-west-1');
    expect(decided({ Resource: elsewhere }, { unknownKeys })).toBe('implicit-deny');
    expect(decided({ Resource: [elsewhere, SECRET] }, { unknownKeys })).toBe('allow');
  });

  test('that name no key of the call make a NotResource spare nothing', () => {
    const statements = [{}, { Effect: 'Deny', Resource: undefined, NotResource: `${PREFIX}:secret:${TAG}/*` }];
    const denied = (context: PolicyRequest['context']) =>
      evaluate(call({ context }), { identity: [document(...statements)] }).decision;
    expect(denied({})).toBe('explicit-deny');
    expect(denied({ 'aws:PrincipalTag/team': 'payments' })).toBe('allow');
  });

  test.each([
    ['StringEquals', { 'app:A': 'x', 'app:B': 'x' }, 'allow'],
    ['StringEquals', { 'app:A': 'x', 'app:B': 'y' }, 'implicit-deny'],
    ['StringEquals', { 'app:A': 'x' }, 'implicit-deny'],
    ['StringNotEquals', { 'app:A': 'x' }, 'allow'],
    ['StringEqualsIgnoreCase', { 'app:A': 'X', 'app:B': 'x' }, 'allow'],
    ['StringLike', { 'app:A': 'xy', 'app:B': 'x*' }, 'unknown'],
    ['StringEquals', { 'app:A': 'x*', 'app:B': 'x*' }, 'allow'],
    ['ArnLike', { 'app:A': SECRET, 'app:B': SECRET }, 'allow'],
    ['NumericEquals', { 'app:A': '5', 'app:B': '5' }, 'unknown'],
  ])('in a condition, %s of %j: %s', (operator, context, expected) => {
    expect(decided({ Condition: { [operator]: { 'app:A': `${V}{app:B}` } } }, { context })).toBe(expected);
  });
});

describe('wildcards', () => {
  const asExpression = (pattern: string): RegExp =>
    new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`, 'u');

  test('mean what a regular expression of them means', () => {
    const text = (letters: string[], maxLength: number) => fc.string({ unit: fc.constantFrom(...letters), maxLength });
    fc.assert(
      fc.property(text(['a', 'b', '*', '?'], 9), text(['a', 'b'], 12), (pattern, asked) => {
        expect(globMatches(tokensOf(pattern), asked)).toBe(asExpression(pattern).test(asked) ? 'yes' : 'no');
      }),
      { numRuns: 3000 },
    );
  });

  const LONG = 1_000_000;

  test.each<readonly [string, string, string, string]>([
    ['stars and letters', `${'*a'.repeat(LONG / 2)}b`, 'a'.repeat(LONG), 'no'],
    ['nothing but stars', '*'.repeat(LONG), 'a'.repeat(LONG), 'yes'],
    ['one long part that almost repeats', `*${'a'.repeat(LONG / 2)}b*`, 'a'.repeat(LONG), 'no'],
    ['many parts that almost repeat', `${`*${'a'.repeat(99)}b`.repeat(LONG / 200)}*c`, `${'a'.repeat(LONG)}c`, 'no'],
    ['question marks', '?'.repeat(LONG), 'a'.repeat(LONG), 'yes'],
    ['brackets that never close', `*${`${V}{`.repeat(LONG / 2)}`, 'a'.repeat(100), 'no'],
    ['more steps than any stored policy takes', `*${'a?'.repeat(LONG / 4)}b*`, 'a'.repeat(LONG), 'unknown'],
  ])('a megabyte of %s is read to its end', (_, pattern, asked, expected) => {
    expect(globMatches(tokensOf(pattern), asked)).toBe(expected);
  });

  test('a megabyte of variables, colons or digits in a policy is read to its end', () => {
    const hostile = [`${V}{`, `${V}{a}`, ':', '*:', `${V}{*}`, `${V}{a,'*'}`].map((part) =>
      part.repeat(LONG / part.length),
    );
    expect(hostile.map((Resource) => decided({ Resource: `${PREFIX}:x${Resource}y` }))).toEqual(
      hostile.map(() => 'implicit-deny'),
    );
    const long = ['1', '1.', '0', '-', '2026-', '10.', ':', 'A'].map((part) => part.repeat(LONG / part.length));
    const operators = ['NumericEquals', 'DateEquals', 'IpAddress', 'BinaryEquals', 'ArnLike', 'StringLike'];
    const context = { 'app:A': '1' };
    const rulings = operators.flatMap((operator) =>
      long.map((wanted) => decided({ Condition: { [operator]: { 'app:A': wanted } } }, { context })),
    );
    expect(new Set(rulings)).toEqual(new Set(['implicit-deny', 'unknown']));
  });
});
