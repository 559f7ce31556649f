import { expect, test } from '@jest/globals';
import { ruleOnEndpointPolicy } from '../../../lib/evaluate/iam/endpoint-policy.ts';
import * as p from '../../support/policies.ts';

/** A call of which nothing but the action is known. */
const nobody = p.call({ principal: null, resource: null, unknownKeys: 'all-others' });

const denying = (Condition = {}) => p.document({ Principal: '*' }, { Effect: 'Deny', Principal: '*', Condition });

test.each<readonly [what: string, endpoint: unknown, effect: string | null]>([
  ['the default policy', '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}', null],
  ['every AWS principal', p.document({ Principal: { AWS: '*' }, Action: 'secretsmanager:Get*' }), null],
  ['one role', p.document({ Principal: { AWS: p.ROLE } }), 'unknown'],
  [
    'one account, by a key',
    p.document({ Principal: '*', Condition: { Null: { 'aws:PrincipalAccount': 'false' } } }),
    'unknown',
  ],
  ['one secret', p.document({ Principal: '*', Resource: p.SECRET }), 'unknown'],
  ['all but one secret', p.document({ Principal: '*', Resource: undefined, NotResource: p.SECRET }), 'unknown'],
  ['other actions', p.document({ Principal: '*', Action: 'secretsmanager:ListSecrets' }), 'implicit-deny'],
  ['no statement', { Statement: [] }, 'implicit-deny'],
  ['a Deny of all', denying(), 'explicit-deny'],
  ['a Deny under a key that is not known', denying({ Bool: { 'aws:SecureTransport': 'false' } }), 'unknown'],
])('%s, of a call of which little is known', (_, endpoint, effect) => {
  expect(ruleOnEndpointPolicy(nobody, endpoint)?.effect ?? null).toBe(effect);
});

test('the own policies of the caller are not asked', () => {
  expect(ruleOnEndpointPolicy(p.call(), p.document({ Principal: { AWS: p.ACCOUNT } }))).toBeNull();
});

test('a text that is no JSON has its place', () => {
  expect(() => ruleOnEndpointPolicy(nobody, '{"Statement":')).toThrow('Malformed policy (endpoint): the document');
});
