import { expect, test } from '@jest/globals';
import { evaluate } from '../../../lib/evaluate/iam/evaluate.ts';
import * as p from '../../support/policies.ts';

const { allowed, call, document } = p;

const ref = (layer: string, index = 0, fields = {}) => ({ layer, level: null, policy: 0, sid: null, index, ...fields });

test('a denial names its statement by Sid and index, and every other layer that denies', () => {
  const ruling = evaluate(call(), {
    identity: [document({}), document({}, { Sid: 'NoSecrets', Effect: 'Deny', Action: 'secretsmanager:*' })],
    scps: [[document({})], [document({}), document({ Action: 'ec2:*' }, { Effect: 'Deny' })]],
    endpoint: document({ Principal: '*', Action: 'secretsmanager:ListSecrets' }),
  });
  expect(ruling).toMatchObject({
    decision: 'explicit-deny',
    layer: 'scp',
    statement: ref('scp', 1, { level: 1, policy: 1 }),
    because: { kind: 'statement-denies' },
  });
  expect(ruling.layers.map(({ layer, effect }) => `${layer} ${effect}`)).toEqual([
    'endpoint implicit-deny',
    'scp explicit-deny',
    'identity explicit-deny',
  ]);
  expect(ruling.layers[2]?.statement).toEqual(ref('identity', 1, { policy: 1, sid: 'NoSecrets' }));
});

test('an implicit denial names the statement that came nearest, and the condition that it missed', () => {
  const { decision, statement, because } = evaluate(call({ context: { 'aws:SourceVpce': 'vpce-2' } }), {
    identity: [
      document(
        { Action: 's3:*' },
        { Resource: p.FOREIGN_SECRET },
        {
          Sid: 'OurEndpoint',
          Condition: {
            StringEquals: { 'aws:SourceVpce': ['vpce-1'] },
            'ForAnyValue:StringLike': { 'aws:TagKeys': 'a*' },
            Null: { 'aws:SourceIp': 'true' },
          },
        },
      ),
    ],
  });
  expect([decision, statement]).toEqual(['implicit-deny', null]);
  expect(because).toEqual({
    kind: 'no-statement-allows',
    nearest: {
      statement: ref('identity', 2, { sid: 'OurEndpoint' }),
      missed: [
        {
          part: 'condition',
          operator: 'StringEquals',
          key: 'aws:SourceVpce',
          asked: { state: 'present', values: ['vpce-2'] },
          wanted: ['vpce-1'],
        },
        {
          part: 'condition',
          operator: 'ForAnyValue:StringLike',
          key: 'aws:TagKeys',
          asked: { state: 'absent' },
          wanted: ['a*'],
        },
      ],
    },
  });
});

test.each([
  ['action', { Action: 'secretsmanager:List*' }, p.GET, ['secretsmanager:List*'], false],
  ['action', { Action: undefined, NotAction: ['secretsmanager:*'] }, p.GET, ['secretsmanager:*'], true],
  ['resource', { Resource: p.FOREIGN_SECRET }, p.SECRET, [p.FOREIGN_SECRET], false],
  ['principal', { Principal: { AWS: p.USER } }, p.ROLE, [p.USER], false],
])('the %s that was missed is told with what was asked and wanted: %j', (part, fields, asked, wanted, except) => {
  const { because } = evaluate(call(), allowed({ endpoint: document({ Principal: '*', ...fields }) }));
  const missed = [{ part, asked, wanted, except }];
  expect(because).toEqual({ kind: 'no-statement-allows', nearest: { statement: ref('endpoint'), missed } });
});

test('where nothing came near, it says so', () => {
  const why = (...args: Parameters<typeof evaluate>) => evaluate(...args).because;
  expect(why(call(), {})).toEqual({ kind: 'no-policy', level: null });
  expect(why(call(), allowed({ scps: [[document({})], []] }))).toEqual({ kind: 'no-policy', level: 1 });
  expect(why(call(), allowed({ boundary: document({ Effect: 'Deny', Action: 's3:*' }) }))).toEqual({
    kind: 'no-statement-allows',
    nearest: null,
  });
  expect(why(call({ principal: p.FEDERATED }), allowed())).toEqual({ kind: 'no-session-policy' });
});

test('an unknown says what it hangs on', () => {
  const condition = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };
  const resource = document({ Sid: 'OnlyUs', Effect: 'Deny', Principal: '*', Condition: condition });
  const unknownKeys = ['aws:SourceVpce'];
  const asked = { state: 'unknown' };
  const missed = [{ part: 'condition', operator: 'StringNotEquals', key: 'aws:SourceVpce', asked, wanted: ['vpce-1'] }];
  expect(evaluate(call({ unknownKeys }), allowed({ resource }))).toMatchObject({
    decision: 'unknown',
    layer: 'resource',
    statement: ref('resource', 0, { sid: 'OnlyUs' }),
    because: { kind: 'undecided', open: { statement: ref('resource', 0, { sid: 'OnlyUs' }), missed } },
  });
  expect(evaluate(call(), allowed({ unreadable: ['session'] })).because).toEqual({ kind: 'not-read' });
  expect(evaluate(call({ principal: null }), allowed()).because).toEqual({ kind: 'principal-not-known' });
});

test('an unknown names no layer that could change nothing', () => {
  const Condition = { StringEquals: { 'app:A': '1' } };
  const resource = document({ Principal: { AWS: p.ACCOUNT }, Condition });
  const { layers } = evaluate(call({ unknownKeys: ['app:A'] }), { identity: [document({ Condition })], resource });
  expect(layers.map(({ layer, effect }) => [layer, effect])).toEqual([['identity', 'unknown']]);
});

test('an implicit denial that may be explicit as well says so', () => {
  const resource = document({ Effect: 'Deny', Principal: '*', Condition: { Bool: { 'app:A': 'true' } } });
  const ruling = evaluate(call({ unknownKeys: ['app:A'] }), { resource });
  expect(ruling).toMatchObject({ decision: 'implicit-deny', layer: 'identity', mayBeExplicit: true });
  expect(ruling.layers.map(({ layer, effect }) => [layer, effect])).toEqual([
    ['resource', 'unknown'],
    ['identity', 'implicit-deny'],
  ]);
  expect(evaluate(call(), { resource })).toMatchObject({ decision: 'implicit-deny', mayBeExplicit: false });
});

test('an allow names the statement that gives it', () => {
  const given = (...args: Parameters<typeof evaluate>) => {
    const { decision, statement, because, layers } = evaluate(...args);
    expect([decision, layers]).toEqual(['allow', []]);
    return statement?.layer ?? because.kind;
  };
  const toRole = document({ Principal: { AWS: p.ROLE } });
  const toAccount = document({ Principal: { AWS: p.ACCOUNT } });
  expect(given(call(), allowed())).toBe('identity');
  expect(given(call(), allowed({ resource: toRole }))).toBe('resource');
  expect(given(call(), allowed({ resource: toAccount }))).toBe('identity');
  expect(given(call({ resource: p.FOREIGN_SECRET }), allowed({ resource: toRole }))).toBe('identity');
  expect(given(p.decrypt(), allowed({ key: toAccount }))).toBe('identity');
  expect(given(p.decrypt({ principal: p.ROOT }), { key: toAccount })).toBe('key');
  expect(given(call({ principal: p.ROOT }), {})).toBe('root-user');
});
