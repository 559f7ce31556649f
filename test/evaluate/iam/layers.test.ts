import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../../lib/evaluate/iam/evaluate.ts';
import type { Policies, PolicyRequest } from '../../../lib/evaluate/iam/request.ts';
import * as p from '../../support/policies.ts';

const { allowed, call, decrypt, document } = p;

const ruled = (request: PolicyRequest, policies: Policies): string => {
  const { decision, layer } = evaluate(request, policies);
  return layer === null ? decision : `${decision} ${layer}`;
};

type Row = readonly [what: string, request: PolicyRequest, policies: Policies, expected: string];

const NOTHING = document({ Action: 's3:ListAllMyBuckets' });
const ALL = document({});
const DENY = document({ Effect: 'Deny' });
const FOR_ALL = document({ Principal: '*' });
const to = (principal: unknown, fields = {}) => document({ Principal: principal, ...fields });
const aws = (...arns: readonly string[]) => to({ AWS: arns });
const ACCOUNT_OF = { AWS: p.ACCOUNT };

const session = call({ principal: p.SESSION });
const user = call({ principal: p.USER });
const root = call({ principal: p.ROOT });
const federated = call({ principal: p.FEDERATED });
const service = call({ principal: 'rds.amazonaws.com' });
const linked = call({ principal: p.LINKED });
const abroad = call({ principal: p.SESSION, resource: p.FOREIGN_SECRET });

describe('in one account', () => {
  test.each<Row>([
    ['the own policies allow', session, allowed(), 'allow'],
    ['nothing allows', session, {}, 'implicit-deny identity'],
    ['the own policies lack it, the secret has none', session, { identity: [NOTHING] }, 'implicit-deny identity'],
    ['the secret names the role', session, { resource: aws(p.ROLE) }, 'allow'],
    ['the secret names the session', session, { resource: aws(p.SESSION) }, 'allow'],
    ['the secret names another session', session, { resource: aws(`${p.SESSION}y`) }, 'implicit-deny identity'],
    ['the secret names the user', user, { resource: aws(p.USER) }, 'allow'],
    [
      'a user name in other case',
      user,
      { resource: aws(p.USER.toUpperCase().replace('ARN:AWS:IAM', 'arn:aws:iam').replace('USER/', 'user/')) },
      'implicit-deny identity',
    ],
    ['the secret names everyone', session, { resource: to('*') }, 'allow'],
    ['the secret names the account by id', session, { resource: to(ACCOUNT_OF) }, 'implicit-deny identity'],
    ['the secret names the account by root', session, { resource: aws(p.ROOT) }, 'implicit-deny identity'],
    [
      'the secret denies the account',
      session,
      allowed({ resource: document({ Effect: 'Deny', Principal: ACCOUNT_OF }) }),
      'explicit-deny resource',
    ],
    [
      'a role of the same name in another account',
      session,
      { resource: aws(p.ROLE.replace(p.ACCOUNT, p.OTHER_ACCOUNT)) },
      'implicit-deny identity',
    ],
    [
      'a role of the same name in another partition',
      session,
      { resource: aws(p.ROLE.replace('arn:aws:', 'arn:aws-cn:')) },
      'implicit-deny identity',
    ],
    [
      'a role with a path, and its session',
      session,
      { resource: aws(p.ROLE.replace('role/', 'role/apps/eu/')) },
      'allow',
    ],
    ['a session of a role that is about to call', call(), { resource: aws(p.SESSION) }, 'unknown resource'],
    [
      'a session of another role',
      call(),
      { resource: aws(p.SESSION.replace('ledger', 'other')) },
      'implicit-deny identity',
    ],
    [
      'a web identity is no caller here',
      session,
      { resource: to({ Federated: 'cognito-identity.amazonaws.com' }) },
      'implicit-deny identity',
    ],
    [
      'a canonical user is no caller here',
      session,
      { resource: to({ CanonicalUser: 'a'.repeat(64) }) },
      'implicit-deny identity',
    ],
    [
      'the unique id of the role',
      call({ principal: p.SESSION, context: { 'aws:userid': 'AROANEWROLE00000EXAMPL:x1' } }),
      { resource: aws('AROANEWROLE00000EXAMPL') },
      'allow',
    ],
    [
      'the unique id of another role',
      call({ principal: p.SESSION, context: { 'aws:userid': 'AROANEWROLE00000EXAMPL:x1' } }),
      { resource: aws('AROAOLDROLE00000EXAMPL') },
      'implicit-deny identity',
    ],
    [
      'a unique id, and the caller has none that is given',
      session,
      { resource: aws('AROANEWROLE00000EXAMPL') },
      'unknown resource',
    ],
    [
      'the unique id of a user, and a role calls',
      session,
      { resource: aws('AIDAUSER0000000EXAMPLE') },
      'implicit-deny identity',
    ],
    ['another service', service, { resource: to({ Service: 'backup.amazonaws.com' }) }, 'implicit-deny resource'],
    ['the service', service, { resource: to({ Service: ['backup.amazonaws.com', 'rds.amazonaws.com'] }) }, 'allow'],
    ['everyone, and a service calls', service, { resource: to('*') }, 'allow'],
    ['every AWS principal, and a service calls', service, { resource: to({ AWS: '*' }) }, 'unknown resource'],
    ['a service, and no policy names it', service, allowed(), 'implicit-deny resource'],
    ['the root user needs nothing', root, {}, 'allow'],
    [
      'the root user meets the secret',
      root,
      { resource: document({ Effect: 'Deny', Principal: '*' }) },
      'explicit-deny resource',
    ],
    ['the root user has no policies of its own', root, { identity: [DENY], boundary: DENY, session: [DENY] }, 'allow'],
  ])('%s', (_, request, policies, expected) => {
    expect(ruled(request, policies)).toBe(expected);
  });
});

describe('boundary and session policy', () => {
  const capped = (resource: unknown): Policies => ({ boundary: NOTHING, resource });
  test.each<Row>([
    ['a boundary alone allows nothing', session, { boundary: ALL }, 'implicit-deny identity'],
    ['a boundary caps the own policies', session, allowed({ boundary: NOTHING }), 'implicit-deny boundary'],
    ['a boundary caps a grant to the role', session, capped(aws(p.ROLE)), 'implicit-deny boundary'],
    ['a boundary does not cap a grant to the session', session, capped(aws(p.SESSION)), 'allow'],
    ['a boundary does not cap a grant to the user', user, capped(aws(p.USER)), 'allow'],
    ['a boundary does not cap a grant to everyone', session, capped(to('*')), 'allow'],
    [
      'a boundary caps a grant to the account',
      session,
      { identity: [ALL], ...capped(to(ACCOUNT_OF)) },
      'implicit-deny boundary',
    ],
    ['a boundary that denies', session, { boundary: DENY, resource: to('*') }, 'explicit-deny boundary'],
    ['a session policy caps the own policies', session, allowed({ session: [NOTHING] }), 'implicit-deny session'],
    [
      'a session policy caps a grant to the role',
      session,
      { session: [NOTHING], resource: aws(p.ROLE) },
      'implicit-deny session',
    ],
    [
      'a session policy does not cap a grant to the session',
      session,
      { session: [NOTHING], resource: aws(p.SESSION) },
      'allow',
    ],
    ['one of two session policies allows', session, allowed({ session: [NOTHING, ALL] }), 'allow'],
    ['users have no session policy', user, allowed({ session: [DENY] }), 'allow'],
    ['a session policy that denies', session, { session: [DENY], resource: to('*') }, 'explicit-deny session'],
    ['a federated session without a policy', federated, allowed(), 'implicit-deny session'],
    ['a federated session with one', federated, allowed({ session: [ALL] }), 'allow'],
    ['a federated session that the secret names', federated, { resource: aws(p.FEDERATED) }, 'allow'],
    [
      'a federated session of a user that may be the one named',
      federated,
      { session: [ALL], resource: aws(p.USER) },
      'unknown resource',
    ],
    [
      'a federated session of the user named',
      call({ principal: p.FEDERATED, context: { 'aws:PrincipalArn': p.USER } }),
      { session: [ALL], resource: aws(p.USER) },
      'allow',
    ],
    [
      'the same, capped',
      call({ principal: p.FEDERATED, context: { 'aws:PrincipalArn': p.USER } }),
      { session: [NOTHING], resource: aws(p.USER) },
      'implicit-deny session',
    ],
  ])('%s', (_, request, policies, expected) => {
    expect(ruled(request, policies)).toBe(expected);
  });
});

describe('NotPrincipal denies whoever is not listed in all forms', () => {
  const spared = (...arns: readonly string[]) => document({ Effect: 'Deny', NotPrincipal: { AWS: arns } });
  test.each<Row>([
    ['nobody of the caller', session, allowed({ resource: spared(p.USER) }), 'explicit-deny resource'],
    ['session, role and account', session, allowed({ resource: spared(p.SESSION, p.ROLE, p.ACCOUNT) }), 'allow'],
    ['role and account', session, allowed({ resource: spared(p.ROLE, p.ROOT) }), 'unknown resource'],
    ['the account alone', session, allowed({ resource: spared(p.ROOT) }), 'unknown resource'],
    ['user and account', user, allowed({ resource: spared(p.USER, p.ROOT) }), 'allow'],
    ['the user alone', user, allowed({ resource: spared(p.USER) }), 'unknown resource'],
    [
      'all forms of one who has a boundary',
      user,
      allowed({ boundary: ALL, resource: spared(p.USER, p.ROOT) }),
      'explicit-deny resource',
    ],
    [
      'all forms of one who may have a boundary',
      user,
      allowed({ unreadable: ['boundary'], resource: spared(p.USER, p.ROOT) }),
      'unknown resource',
    ],
    ['the root user', root, { resource: spared(p.ROOT) }, 'allow'],
    [
      'in an endpoint policy',
      user,
      allowed({
        endpoint: {
          Statement: [
            { ...p.statement(), Principal: '*' },
            { ...p.statement(), Effect: 'Deny', NotPrincipal: { AWS: p.SESSION } },
          ],
        },
      }),
      'explicit-deny endpoint',
    ],
    [
      'a service',
      service,
      { resource: document({ Principal: '*' }, { Effect: 'Deny', NotPrincipal: { Service: 'rds.amazonaws.com' } }) },
      'allow',
    ],
  ])('%s', (_, request, policies, expected) => {
    expect(ruled(request, policies)).toBe(expected);
  });
});

describe('organization policies', () => {
  test.each<Row>([
    ['each level allows', session, allowed({ scps: [[ALL], [NOTHING, ALL]] }), 'allow'],
    ['a level lacks it', session, allowed({ scps: [[ALL], [NOTHING], [ALL]] }), 'implicit-deny scp'],
    ['a level has none', session, allowed({ scps: [[ALL], []] }), 'implicit-deny scp'],
    ['a level denies', session, allowed({ scps: [[ALL], [ALL, DENY]] }), 'explicit-deny scp'],
    ['they allow nothing by themselves', session, { scps: [[ALL]] }, 'implicit-deny identity'],
    ['they stop what a secret grants', session, { scps: [[NOTHING]], resource: to('*') }, 'implicit-deny scp'],
    ['they stop the root user', root, { scps: [[NOTHING]] }, 'implicit-deny scp'],
    ['not services', service, { scps: [[DENY]], resource: to('*') }, 'allow'],
    [
      'not what belongs to a service',
      linked,
      allowed({ scps: [[DENY]], rcps: [[document({ Effect: 'Deny', Principal: '*' })]] }),
      'allow',
    ],
    [
      'what may belong to a service',
      call({ principal: p.SESSION.replace('ledger-reader', 'AWSServiceRoleForRDS') }),
      allowed({ scps: [[DENY]] }),
      'unknown scp',
    ],
    [
      'a resource control policy denies',
      session,
      allowed({ rcps: [[FOR_ALL, document({ Effect: 'Deny', Principal: '*' })]] }),
      'explicit-deny rcp',
    ],
    [
      'it denies services and the root user too',
      service,
      { resource: to('*'), rcps: [[document({ Effect: 'Deny', Principal: '*' })]] },
      'explicit-deny rcp',
    ],
    [
      'it never lacks an allow',
      session,
      allowed({ rcps: [[document({ Effect: 'Deny', Principal: '*', Action: 's3:*' })]] }),
      'allow',
    ],
  ])('%s', (_, request, policies, expected) => {
    expect(ruled(request, policies)).toBe(expected);
  });
});

describe('across accounts both sides decide', () => {
  test.each<Row>([
    ['both allow', abroad, allowed({ resource: aws(p.ROLE) }), 'allow'],
    ['the secret names the account', abroad, allowed({ resource: to(ACCOUNT_OF) }), 'allow'],
    ['everyone still needs the own policies', abroad, { resource: to('*') }, 'implicit-deny identity'],
    ['the session still needs them', abroad, { resource: aws(p.SESSION) }, 'implicit-deny identity'],
    ['the secret has no policy', abroad, allowed(), 'implicit-deny resource'],
    [
      'a boundary caps even what the session is granted',
      abroad,
      allowed({ boundary: NOTHING, resource: aws(p.SESSION) }),
      'implicit-deny boundary',
    ],
    [
      'a session policy too',
      abroad,
      allowed({ session: [NOTHING], resource: aws(p.SESSION) }),
      'implicit-deny session',
    ],
    [
      'the root user needs the secret',
      call({ principal: p.ROOT, resource: p.FOREIGN_SECRET }),
      {},
      'implicit-deny resource',
    ],
    [
      'the root user that the secret names',
      call({ principal: p.ROOT, resource: p.FOREIGN_SECRET }),
      { resource: to(ACCOUNT_OF) },
      'allow',
    ],
    [
      'the owner is told apart from the ARN',
      call({ principal: p.SESSION, resourceAccount: p.OTHER_ACCOUNT }),
      allowed(),
      'implicit-deny resource',
    ],
    [
      'another partition is another account',
      call({ principal: p.SESSION.replace('arn:aws:', 'arn:aws-cn:') }),
      allowed(),
      'implicit-deny resource',
    ],
    [
      'the account id of another partition',
      call({ principal: p.SESSION.replace('arn:aws:', 'arn:aws-cn:') }),
      allowed({ resource: to(ACCOUNT_OF) }),
      'implicit-deny resource',
    ],
  ])('%s', (_, request, policies, expected) => {
    expect(ruled(request, policies)).toBe(expected);
  });
});

describe('an endpoint policy', () => {
  const via = { 'aws:ViaAWSService': 'true' };
  test.each<Row>([
    [
      'caps what the own policies allow',
      session,
      allowed({ endpoint: document({ Principal: '*', Action: 's3:*' }) }),
      'implicit-deny endpoint',
    ],
    ['caps the root user', root, { endpoint: { Statement: [] } }, 'implicit-deny endpoint'],
    ['allows nothing by itself', session, { endpoint: FOR_ALL }, 'implicit-deny identity'],
    ['names the account of a role', session, allowed({ endpoint: to(ACCOUNT_OF) }), 'allow'],
    ['names another account', session, allowed({ endpoint: to({ AWS: p.OTHER_ACCOUNT }) }), 'implicit-deny endpoint'],
    [
      'names the secret and not its ARN',
      session,
      allowed({ endpoint: to('*', { Resource: 'payments/db' }) }),
      'implicit-deny endpoint',
    ],
    [
      'has no say in what a service calls',
      decrypt({ context: via }),
      { endpoint: to('*', { Action: p.GET }), key: aws(p.ROLE) },
      'allow',
    ],
    [
      'has a say in what the caller decrypts itself',
      decrypt(),
      { endpoint: to('*', { Action: p.GET }), key: aws(p.ROLE) },
      'implicit-deny endpoint',
    ],
  ])('%s', (_, request, policies, expected) => {
    expect(ruled(request, policies)).toBe(expected);
  });
});

describe('a key', () => {
  const mine = decrypt({ principal: p.SESSION });
  const abroadKey = decrypt({ principal: p.SESSION, resource: p.KEY.replace(p.ACCOUNT, p.OTHER_ACCOUNT) });
  test.each<Row>([
    ['nobody has access without its policy', mine, allowed(), 'implicit-deny key'],
    ['not even the root user', decrypt({ principal: p.ROOT }), { key: aws(p.ROLE) }, 'implicit-deny key'],
    ['the root user through the account', decrypt({ principal: p.ROOT }), { key: aws(p.ROOT) }, 'allow'],
    ['the role alone is enough', mine, { key: aws(p.ROLE) }, 'allow'],
    ['the account needs the own policies', mine, { key: aws(p.ROOT) }, 'implicit-deny identity'],
    ['the account and the own policies', mine, allowed({ key: aws(p.ROOT) }), 'allow'],
    ['the own policies count only through the account', mine, allowed({ key: aws(p.USER) }), 'implicit-deny key'],
    [
      'the account hands on only what it has',
      mine,
      allowed({ key: to(ACCOUNT_OF, { Action: 'kms:Describe*' }) }),
      'implicit-deny key',
    ],
    ['a boundary caps the role', mine, { boundary: NOTHING, key: aws(p.ROLE) }, 'implicit-deny boundary'],
    ['a boundary does not cap everyone', mine, { boundary: NOTHING, key: to('*') }, 'allow'],
    ['an own Deny always counts', mine, { identity: [DENY], key: aws(p.ROLE) }, 'explicit-deny identity'],
    [
      'grants may allow where they were not listed',
      mine,
      { key: aws(p.ROOT), unreadable: ['grants'] },
      'unknown grants',
    ],
    ['grants never deny', mine, { key: aws(p.ROLE), unreadable: ['grants'] }, 'allow'],
    [
      'a statement without a resource has no effect',
      mine,
      { key: { Statement: { Effect: 'Allow', Action: '*', Principal: '*' } } },
      'implicit-deny key',
    ],
    ['everyone, from another account', abroadKey, { key: to('*') }, 'implicit-deny identity'],
    ['another account, both sides', abroadKey, allowed({ key: to(ACCOUNT_OF) }), 'allow'],
    [
      'another account, its own side alone',
      abroadKey,
      allowed({ key: to({ AWS: p.OTHER_ACCOUNT }) }),
      'implicit-deny key',
    ],
    [
      'the policy of the secret has no say',
      mine,
      { key: aws(p.ROLE), resource: document({ Effect: 'Deny', Principal: '*' }) },
      'allow',
    ],
    [
      'and the key none in reading the secret',
      session,
      allowed({ key: document({ Effect: 'Deny', Principal: '*' }) }),
      'allow',
    ],
    [
      'a condition on the endpoint is never met by a service',
      decrypt({ context: { 'aws:ViaAWSService': 'true' } }),
      {
        key: document(
          { Principal: { AWS: p.ROLE } },
          { Effect: 'Deny', Principal: '*', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } },
        ),
      },
      'explicit-deny key',
    ],
  ])('%s', (_, request, policies, expected) => {
    expect(ruled(request, policies)).toBe(expected);
  });
});

describe('what was not read', () => {
  const conditional = document({ Condition: { StringEquals: { 'app:A': '1' } } });
  const open = call({ principal: p.SESSION, unknownKeys: ['app:A'] });
  test.each<Row>([
    ['the identity, in part, with an Allow', session, allowed({ unreadable: ['identity'] }), 'unknown identity'],
    [
      'the identity, in part, with a Deny',
      session,
      { identity: [DENY], unreadable: ['identity'] },
      'explicit-deny identity',
    ],
    ['organization policies', session, allowed({ unreadable: ['scps', 'rcps'] }), 'unknown rcp'],
    ['service control policies', session, allowed({ unreadable: ['scps'] }), 'unknown scp'],
    [
      'a level, and another lacks the Allow',
      session,
      allowed({ scps: [[NOTHING]], unreadable: ['scps'] }),
      'implicit-deny scp',
    ],
    ['a level, and another allows', session, allowed({ scps: [[ALL]], unreadable: ['scps'] }), 'unknown scp'],
    ['organization policies, and nothing allows', session, { unreadable: ['scps', 'rcps'] }, 'implicit-deny identity'],
    ['organization policies, and a service calls', service, { resource: to('*'), unreadable: ['scps'] }, 'allow'],
    [
      'the endpoint, on a path that a service takes',
      decrypt({ context: { 'aws:ViaAWSService': 'true' } }),
      { key: aws(p.ROLE), unreadable: ['endpoint'] },
      'allow',
    ],
    ['the endpoint', session, allowed({ unreadable: ['endpoint'] }), 'unknown endpoint'],
    ['the session policy of a user, who has none', user, allowed({ unreadable: ['session'] }), 'allow'],
    ['the session policy', session, allowed({ unreadable: ['session'] }), 'unknown session'],
    ['the session policy of a federated session', federated, allowed({ unreadable: ['session'] }), 'unknown session'],
    [
      'a boundary whose Allow would not matter',
      session,
      { resource: aws(p.SESSION), unreadable: ['boundary'] },
      'unknown boundary',
    ],
    ['the key', decrypt(), allowed({ unreadable: ['key'] }), 'unknown key'],
    [
      'the secret, and nothing else allows from abroad',
      abroad,
      { identity: [NOTHING], unreadable: ['resource'] },
      'implicit-deny identity',
    ],
    [
      'everything but an endpoint that denies',
      session,
      {
        endpoint: document({ Effect: 'Deny', Principal: '*' }),
        unreadable: ['identity', 'resource', 'scps', 'rcps', 'session'],
      },
      'explicit-deny endpoint',
    ],
    ['a key of the call, and it decides', open, { identity: [conditional] }, 'unknown identity'],
    ['a key of the call, and another statement allows', open, { identity: [conditional, ALL] }, 'allow'],
    [
      'a key of the call, in a Deny',
      open,
      allowed({ boundary: document({}, { Effect: 'Deny', Condition: { StringEquals: { 'app:A': '1' } } }) }),
      'unknown boundary',
    ],
    ['who calls', call({ principal: null }), allowed(), 'unknown identity'],
    [
      'who calls, and the endpoint lets nobody in',
      call({ principal: null }),
      { endpoint: { Statement: [] } },
      'implicit-deny endpoint',
    ],
    ['who calls, and the endpoint names one', call({ principal: null }), { endpoint: aws(p.ROLE) }, 'unknown endpoint'],
    [
      'who calls, and the endpoint denies everyone',
      call({ principal: null }),
      { endpoint: document({ Effect: 'Deny', Principal: '*' }) },
      'explicit-deny endpoint',
    ],
    ['who calls, and the organization denies', call({ principal: null }), { scps: [[DENY]] }, 'unknown scp'],
    ['which secret', call({ resource: null }), { identity: [document({ Resource: p.SECRET })] }, 'unknown identity'],
    ['which secret, and all are allowed', call({ resource: null }), allowed(), 'allow'],
    ['which secret, and no action is', call({ resource: null }), { identity: [NOTHING] }, 'implicit-deny identity'],
    [
      'who calls, in a form that is none',
      call({ principal: 'nina' }),
      allowed({ resource: to('*') }),
      'unknown identity',
    ],
  ])('%s', (_, request, policies, expected) => {
    expect(ruled(request, policies)).toBe(expected);
  });
});

describe('the layer that is named', () => {
  const openly = (Principal?: unknown) =>
    document({ ...(Principal === undefined ? {} : { Principal }), Condition: { StringEquals: { 'app:A': '1' } } });
  test.each<Row>([
    [
      'of several unknowns, the first that alone would change the answer',
      call({ principal: p.SESSION, unknownKeys: ['app:A'] }),
      { identity: [openly()], boundary: openly(), resource: openly({ AWS: p.ROLE }) },
      'unknown boundary',
    ],
    [
      'of several that deny, the first',
      session,
      { endpoint: document({ Effect: 'Deny', Principal: '*' }), identity: [DENY], scps: [[DENY]] },
      'explicit-deny endpoint',
    ],
    [
      'of several that lack an Allow, the first',
      session,
      { boundary: NOTHING, scps: [[NOTHING]] },
      'implicit-deny scp',
    ],
    ['from abroad the secret before the own policies', abroad, {}, 'implicit-deny resource'],
    ['a Deny before what lacks', session, { endpoint: { Statement: [] }, identity: [DENY] }, 'explicit-deny identity'],
  ])('%s', (_, request, policies, expected) => {
    expect(ruled(request, policies)).toBe(expected);
  });
});
