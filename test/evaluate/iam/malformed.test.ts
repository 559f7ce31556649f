import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../../lib/evaluate/iam/evaluate.ts';
import type { Policies } from '../../../lib/evaluate/iam/request.ts';
import { PolicyError } from '../../../lib/model/errors.ts';
import { call, ROLE, statement, USER } from '../../support/policies.ts';

/** Where evaluation stops; null where all documents are sound. */
function mistakeIn(policies: Policies): readonly [layer: string, path: string] | null {
  try {
    evaluate(call(), policies);
    return null;
  } catch (error) {
    if (error instanceof PolicyError) return [error.layer, error.path];
    throw error;
  }
}

const own = (fields: Record<string, unknown>): Policies => ({ identity: [{ Statement: [statement(fields)] }] });
const attached = (fields: Record<string, unknown>): Policies => ({ resource: { Statement: [statement(fields)] } });

describe('refused with the place of the mistake', () => {
  test.each<readonly [Policies, string, string]>([
    [{ identity: ['text'] }, 'identity', ''],
    [{ identity: [{}] }, 'identity', 'Statement'],
    [{ identity: [{ Statement: 'x' }] }, 'identity', 'Statement'],
    [{ identity: [{ Statement: [statement(), null] }] }, 'identity', 'Statement[1]'],
    [{ identity: [{ Version: 2012, Statement: [] }] }, 'identity', 'Version'],
    [{ identity: [{ Statement: statement({ Effect: 'allow' }) }] }, 'identity', 'Statement.Effect'],
    [own({ Effect: undefined }), 'identity', 'Statement[0].Effect'],
    [own({ Action: undefined }), 'identity', 'Statement[0].Action'],
    [own({ NotAction: '*' }), 'identity', 'Statement[0].NotAction'],
    [own({ Action: ['a:b', {}] }), 'identity', 'Statement[0].Action[1]'],
    [own({ Resource: undefined }), 'identity', 'Statement[0].Resource'],
    [own({ NotResource: '*' }), 'identity', 'Statement[0].NotResource'],
    [own({ Principal: '*' }), 'identity', 'Statement[0].Principal'],
    [own({ NotPrincipal: '*', Effect: 'Deny' }), 'identity', 'Statement[0].NotPrincipal'],
    [own({ Conditions: {} }), 'identity', 'Statement[0].Conditions'],
    [own({ Condition: [] }), 'identity', 'Statement[0].Condition'],
    [own({ Condition: { StringIs: { a: 'b' } } }), 'identity', 'Statement[0].Condition.StringIs'],
    [own({ Condition: { NullIfExists: { a: 'true' } } }), 'identity', 'Statement[0].Condition.NullIfExists'],
    [
      own({ Condition: { 'ForSomeValues:StringLike': {} } }),
      'identity',
      'Statement[0].Condition.ForSomeValues:StringLike',
    ],
    [own({ Condition: { Bool: 'x' } }), 'identity', 'Statement[0].Condition.Bool'],
    [own({ Condition: { Bool: { a: null } } }), 'identity', 'Statement[0].Condition.Bool.a'],
    [own({ Condition: { Bool: { 'a:B': 'x', 'A:b': 'y' } } }), 'identity', 'Statement[0].Condition.Bool.A:b'],
    [attached({}), 'resource', 'Statement[0].Principal'],
    [attached({ Principal: ROLE }), 'resource', 'Statement[0].Principal'],
    [attached({ Principal: ['*'] }), 'resource', 'Statement[0].Principal'],
    [attached({ Principal: { Role: ROLE } }), 'resource', 'Statement[0].Principal.Role'],
    [attached({ Principal: { AWS: `${ROLE}*` } }), 'resource', 'Statement[0].Principal.AWS'],
    [attached({ Principal: { AWS: [ROLE, 'nina'] } }), 'resource', 'Statement[0].Principal.AWS[1]'],
    [attached({ Principal: { Service: '*' } }), 'resource', 'Statement[0].Principal.Service'],
    [attached({ NotPrincipal: { AWS: USER } }), 'resource', 'Statement[0].NotPrincipal'],
    [
      attached({ Effect: 'Deny', Principal: '*', NotPrincipal: { AWS: USER } }),
      'resource',
      'Statement[0].NotPrincipal',
    ],
    [
      { rcps: [[{ Statement: [statement({ Effect: 'Deny', NotPrincipal: { AWS: USER } })] }]] },
      'rcp',
      'Statement[0].NotPrincipal',
    ],
    [{ endpoint: { Statement: [statement()] } }, 'endpoint', 'Statement[0].Principal'],
    [{ key: { Statement: [statement()] } }, 'key', 'Statement[0].Principal'],
    [{ boundary: { Statement: [statement({ Principal: '*' })] } }, 'boundary', 'Statement[0].Principal'],
    [{ session: [{ Statement: [statement({ Principal: '*' })] }] }, 'session', 'Statement[0].Principal'],
    [{ scps: [[], [{ Statement: [statement({ Principal: '*' })] }]] }, 'scp', 'Statement[0].Principal'],
  ])('%j: %s, %s', (policies, layer, path) => {
    expect(mistakeIn(policies)).toEqual([layer, path]);
  });
});

describe('what AWS stores is read', () => {
  test.each<readonly [string, Policies]>([
    ['one statement without brackets', { identity: [{ Statement: statement() }] }],
    ['no statement at all', { endpoint: { Statement: [] } }],
    ['the old version', { identity: [{ Version: '2008-10-17', Id: 'x', Statement: [] }] }],
    ['any Sid', own({ Sid: 'Let the ledger role read / 3' })],
    ['lists that are empty', attached({ Action: [], Resource: [], Principal: {} })],
    ['a principal that is an empty list', attached({ Principal: [] })],
    ['a key policy without a resource', { key: { Statement: [{ Effect: 'Allow', Action: '*', Principal: '*' }] } }],
    ['values without quotes', own({ Condition: { Bool: { a: true }, NumericEquals: { b: [5] } } })],
    ['an account without quotes', attached({ Principal: { AWS: 210987654321 } })],
    ['a deleted role', attached({ Principal: { AWS: 'AROAOLDROLE00000EXAMPL' } })],
    ['no condition in the block', own({ Condition: {} })],
    ['set operators with and without IfExists', own({ Condition: { 'ForAllValues:StringLikeIfExists': { a: '*' } } })],
  ])('%s', (_, policies) => {
    expect(mistakeIn(policies)).toBeNull();
  });
});

test('the error says where in words, and nothing of what the document holds', () => {
  expect(() => evaluate(call(), own({ Effect: 'a secret' }))).toThrow(
    'Malformed policy (identity): Statement[0].Effect',
  );
});
