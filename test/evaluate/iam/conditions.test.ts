import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../../lib/evaluate/iam/evaluate.ts';
import type { PolicyRequest } from '../../../lib/evaluate/iam/request.ts';
import { call, SECRET, under } from '../../support/policies.ts';

type Context = PolicyRequest['context'];
type Case = readonly [operator: string, asked: Context[string] | undefined, wanted: unknown, holds: string];

/** What a condition comes to: it stands on the only Allow. */
const HOLDS: Readonly<Record<string, string>> = { allow: 'yes', 'implicit-deny': 'no', unknown: 'unknown' };

function held(operator: string, context: Context, wanted: unknown, unknownKeys: readonly string[] = []): unknown {
  const ruling = evaluate(call({ context, unknownKeys }), under({ [operator]: { 'app:Key': wanted } }));
  return HOLDS[ruling.decision];
}

/** Each operator against a missing key, a value that meets and one that doesn't. */
const OPERATORS: readonly (readonly [operator: string, wanted: string, meets: string, other: string])[] = [
  ['StringEquals', 'a*', 'a*', 'ab'],
  ['StringEqualsIgnoreCase', 'aB', 'Ab', 'ac'],
  ['StringLike', 'a*c?', 'abbcd', 'abbc'],
  ['NumericEquals', '5', '5.0', '50'],
  ['NumericLessThan', '10', '9', '10'],
  ['NumericLessThanEquals', '10', '10', '10.1'],
  ['NumericGreaterThan', '9', '10', '9'],
  ['NumericGreaterThanEquals', '-1', '-1', '-1.5'],
  ['DateEquals', '2026-03-14T10:26:53+01:00', '1773480413', '1773480414'],
  ['DateLessThan', '2026-03-14', '2026-03-13T23:59:59.999Z', '2026-03-14T00:00:00Z'],
  ['DateLessThanEquals', '2026-03', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00.001Z'],
  ['DateGreaterThan', '2026-03-14T09:26:53Z', '2026-03-14T09:26:53.5Z', '2026-03-14T09:26:53Z'],
  ['DateGreaterThanEquals', '2026-03-14T09:26Z', '2026-03-14T09:26:00Z', '2026-03-14T09:25:59Z'],
  ['Bool', 'false', 'false', 'true'],
  ['BinaryEquals', 'c2VhbGVk', 'c2VhbGVk', 'C2VhbGVk'],
  ['IpAddress', '10.40.0.0/16', '10.40.3.17', '2001:db8::1'],
  ['IpAddress', '2001:db8:40::/48', '2001:DB8:40:3::11', '2001:db8:41::1'],
  ['IpAddress', '10.40.3.17', '10.40.3.17', '10.40.3.18'],
  ['ArnEquals', 'arn:aws:iam::*:role/a-?', 'arn:aws:iam::1:role/a-b', 'arn:aws:iam::1:x:role/a-b'],
  ['ArnLike', 'arn:aws:sns:*:1:*', 'arn:aws:sns:eu:1:a:b/c', 'arn:aws:sns:eu:2:a'],
];

const NEGATED: Readonly<Record<string, string>> = {
  StringEquals: 'StringNotEquals',
  StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
  StringLike: 'StringNotLike',
  NumericEquals: 'NumericNotEquals',
  DateEquals: 'DateNotEquals',
  IpAddress: 'NotIpAddress',
  ArnEquals: 'ArnNotEquals',
  ArnLike: 'ArnNotLike',
};

test.each(OPERATORS)('%s %s: %s meets, %s does not, absent does not', (operator, wanted, meets, other) => {
  const of = (name: string) => [meets, other].map((value) => held(name, { 'APP:key': value }, wanted));
  const absent = (name: string) => held(name, {}, wanted);
  expect([...of(operator), absent(operator)]).toEqual(['yes', 'no', 'no']);
  expect([...of(`${operator}IfExists`), absent(`${operator}IfExists`)]).toEqual(['yes', 'no', 'yes']);
  expect([...of(`ForAllValues:${operator}`), absent(`ForAllValues:${operator}`)]).toEqual(['yes', 'no', 'yes']);
  expect([...of(`ForAnyValue:${operator}`), absent(`ForAnyValue:${operator}`)]).toEqual(['yes', 'no', 'no']);
  expect(held(operator, {}, wanted, ['app:KEY'])).toBe('unknown');
  const negated = NEGATED[operator];
  if (negated === undefined) return;
  expect([...of(negated), absent(negated)]).toEqual(['no', 'yes', 'yes']);
  expect([...of(`${negated}IfExists`), absent(`${negated}IfExists`)]).toEqual(['no', 'yes', 'yes']);
  expect([...of(`ForAllValues:${negated}`), absent(`ForAllValues:${negated}`)]).toEqual(['no', 'yes', 'yes']);
  expect([...of(`ForAnyValue:${negated}`), absent(`ForAnyValue:${negated}`)]).toEqual(['no', 'yes', 'no']);
});

describe('a condition', () => {
  test.each<Case>([
    // Values of one key are alternatives, under a negated operator none may meet.
    ['StringEquals', 'b', ['a', 'b'], 'yes'],
    ['StringNotEquals', 'b', ['a', 'b'], 'no'],
    ['StringNotEquals', 'c', ['a', 'b'], 'yes'],
    ['StringEquals', 'A', 'a', 'no'],
    ['StringLike', 'Ab', 'a*', 'no'],
    ['StringLike', '', '*', 'yes'],
    ['StringLike', 'a/b:c', 'a*c', 'yes'],
    ['IpAddress', '10.9.9.9', ['192.0.2.0/24', '10.0.0.0/8'], 'yes'],
    ['NotIpAddress', '2001:db8::1', '10.0.0.0/8', 'yes'],
    ['NumericEquals', 5, 5, 'yes'],
    ['NumericEquals', '9007199254740993', '9007199254740992', 'no'],
    ['NumericLessThan', '-2', '-1.99', 'yes'],
    ['NumericLessThan', '0.10', '0.1', 'no'],
    ['NumericEquals', '-0', '0', 'yes'],
    ['Bool', true, 'true', 'yes'],
    ['Bool', 'true', 'false', 'no'],
    // Several values of the call.
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'c'], 'yes'],
    ['ForAllValues:StringEquals', ['a', 'd'], ['a', 'b', 'c'], 'no'],
    ['ForAnyValue:StringEquals', ['d', 'a'], ['a'], 'yes'],
    ['ForAnyValue:StringNotEquals', ['a', 'd'], ['a'], 'yes'],
    ['ForAnyValue:StringNotEquals', ['a'], ['a'], 'no'],
    ['ForAllValues:StringNotEquals', ['a', 'd'], ['a'], 'no'],
    ['ForAllValues:StringEquals', [], 'a', 'yes'],
    ['ForAllValues:StringEquals', [''], 'a', 'yes'],
    ['ForAnyValue:StringEquals', [''], '', 'no'],
    ['ForAllValues:StringEquals', ['a'], [], 'no'],
    ['ForAllValues:StringEquals', undefined, [], 'yes'],
    ['ForAnyValue:StringEquals', ['a'], [], 'no'],
    ['ForAllValues:StringNotEquals', ['a'], [], 'no'],
    ['ForAnyValue:StringNotEquals', ['a'], [], 'no'],
    ['StringEquals', ['a', 'a'], 'a', 'yes'],
    ['StringEquals', ['a', 'b'], 'a', 'unknown'],
    ['StringNotEquals', ['b', 'c'], 'a', 'yes'],
    // Null, and what else is about absence.
    ['Null', undefined, 'true', 'yes'],
    ['Null', undefined, false, 'no'],
    ['Null', 'x', 'true', 'no'],
    ['Null', 'x', 'false', 'yes'],
    ['Null', '', 'true', 'unknown'],
    ['ForAllValues:Null', 'x', 'true', 'yes'],
    ['ForAnyValue:Null', undefined, 'true', 'no'],
    ['StringEqualsIfExists', undefined, [], 'yes'],
    ['StringEqualsIfExists', 'a', [], 'no'],
    ['ForAnyValue:StringEqualsIfExists', undefined, 'a', 'unknown'],
    ['ForAllValues:StringEqualsIfExists', undefined, 'a', 'yes'],
    // What AWS's pages leave open.
    ['StringEquals', 'a', [], 'unknown'],
    ['NumericEquals', 'five', '5', 'unknown'],
    ['NumericEquals', '5', 'five', 'unknown'],
    ['NumericEquals', '5', ['five', '5'], 'yes'],
    ['DateEquals', '2026-02-30', '2026-02-30', 'unknown'],
    ['DateEquals', '2026-03-14T09:26:53', '2026-03-14T09:26:53', 'unknown'],
    ['DateEquals', '2026', '2026', 'unknown'],
    ['IpAddress', '10.0.0.1', 'ten', 'unknown'],
    ['IpAddress', '2001:db8::1', '2001:db8::1', 'yes'],
    ['IpAddress', '2001:db8:1::1', '2001:db8::1', 'unknown'],
    ['IpAddress', '2001:db9::1', '2001:db8::1', 'no'],
    ['Bool', 'true', ['true', 'false'], 'unknown'],
    ['Bool', 'yes', 'true', 'unknown'],
    ['Bool', 'true', `${'$'}{app:Other}`, 'unknown'],
    ['BinaryEquals', '###', 'c2Vh', 'unknown'],
    ['ArnLike', 'not-an-arn', '*', 'unknown'],
    ['ArnLike', 'not-an-arn', 'arn:*', 'no'],
    ['ArnLike', SECRET, 'arn:aws:secretsmanager:*', 'unknown'],
    ['ArnLike', SECRET, 'arn:aws:s3:*', 'no'],
  ])('%s on %j, wanted %j: %s', (operator, asked, wanted, expected) => {
    expect(held(operator, asked === undefined ? {} : { 'app:Key': asked }, wanted)).toBe(expected);
  });

  test.each([
    ['StringLikeIfExists', '*', 'yes'],
    ['StringLikeIfExists', ['a', '**'], 'yes'],
    ['StringLikeIfExists', 'a*', 'unknown'],
    ['ForAllValues:StringLike', '*', 'yes'],
    ['StringLike', '*', 'unknown'],
    ['StringEqualsIfExists', '*', 'unknown'],
    ['StringNotLikeIfExists', '*', 'unknown'],
    ['StringNotEqualsIfExists', 'a', 'unknown'],
    ['Null', 'true', 'unknown'],
    ['Null', 'false', 'unknown'],
    ['ForAllValues:Null', 'true', 'yes'],
    ['ForAnyValue:Null', 'true', 'no'],
    ['ForAnyValue:StringEquals', [], 'no'],
    ['ForAnyValue:StringLike', '*', 'unknown'],
    ['ForAllValues:StringEquals', [], 'unknown'],
  ])('%s %j on a key that may be anything: %s', (operator, wanted, expected) => {
    expect(held(operator, {}, wanted, ['app:Key'])).toBe(expected);
  });

  test('operators and keys are all needed, whatever else is unknown', () => {
    const both = under({ StringEquals: { 'app:A': '1', 'app:B': '2' }, Bool: { 'app:C': true } });
    const decided = (context: Context, unknownKeys: PolicyRequest['unknownKeys'] = []) =>
      evaluate(call({ context, unknownKeys }), both).decision;
    expect(decided({ 'app:A': '1', 'app:B': '2', 'app:C': 'true' })).toBe('allow');
    expect(decided({ 'app:A': '1', 'app:B': '2', 'app:C': 'false' })).toBe('implicit-deny');
    expect(decided({ 'app:A': '1', 'app:B': '3', 'app:C': 'true' })).toBe('implicit-deny');
    expect(decided({ 'app:A': '1', 'app:B': '3' }, 'all-others')).toBe('implicit-deny');
    expect(decided({ 'app:A': '1', 'app:B': '2' }, 'all-others')).toBe('unknown');
  });
});
