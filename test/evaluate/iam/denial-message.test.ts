import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Denial, parseDenial, sayDenial } from '../../../lib/evaluate/iam/denial-message.ts';
import { SECRET_ARN, VERIFIER_ARN } from '../../support/world.ts';

const ACTION = 'secretsmanager:GetSecretValue';
const HEAD = `User: ${VERIFIER_ARN} is not authorized to perform: ${ACTION} on resource: ${SECRET_ARN}`;
const DENIAL: Denial = {
  principal: VERIFIER_ARN,
  action: ACTION,
  resource: SECRET_ARN,
  effect: null,
  kind: null,
  reasonAction: null,
  through: null,
  policyArn: null,
};

const KINDS = [
  { kind: 'identity-based', implicit: 'identity-based policy', explicit: 'an identity-based policy' },
  { kind: 'resource-based', implicit: 'resource-based policy', explicit: 'a resource-based policy' },
  { kind: 'VPC endpoint', implicit: 'VPC endpoint policy', explicit: 'a VPC endpoint policy' },
  { kind: 'service control', implicit: 'service control policy', explicit: 'a service control policy' },
  { kind: 'resource control', implicit: 'resource control policy', explicit: 'a resource control policy' },
  { kind: 'permissions boundary', implicit: 'permissions boundary', explicit: 'a permissions boundary' },
  { kind: 'session', implicit: 'session policy', explicit: 'a sessions policy' },
  { kind: 'role trust', implicit: 'role trust policy', explicit: 'the role trust policy' },
] as const;

describe('the kind of policy is read', () => {
  test.each(KINDS)('when no $implicit allows', ({ kind, implicit }) => {
    const text = `${HEAD} because no ${implicit} allows the ${ACTION} action`;
    expect(parseDenial(text)).toEqual({ ...DENIAL, kind, effect: 'implicit', reasonAction: ACTION });
  });

  test('with the action that the reason names, which may be another than the one that was called', () => {
    const text = `${HEAD} because no VPC endpoint policy allows the kms:Decrypt action`;
    expect(parseDenial(text)).toEqual({
      ...DENIAL,
      kind: 'VPC endpoint',
      effect: 'implicit',
      reasonAction: 'kms:Decrypt',
    });
    expect(sayDenial(parseDenial(text) ?? DENIAL)).toBe(text);
  });

  test.each([/ /g, / (?=\S+$)/g, /(?<=:) /g])('wrapped over lines, as terminals and tickets wrap it: %s', (blank) => {
    const text = `${HEAD} with an explicit deny in a VPC endpoint policy transitively through a service control policy`;
    expect(parseDenial(text.replace(blank, '\n    '))).toEqual(parseDenial(text));
  });

  test.each(KINDS)('when there is an explicit deny in $explicit', ({ kind, explicit }) => {
    expect(parseDenial(`${HEAD} with an explicit deny in ${explicit}`)).toEqual({
      ...DENIAL,
      kind,
      effect: 'explicit',
    });
  });

  test.each([
    ['in capitals', `${HEAD} BECAUSE NO VPC ENDPOINT POLICY ALLOWS IT`.toUpperCase(), 'VPC endpoint', 'implicit'],
    ['in the singular', `${HEAD} with an explicit deny in a session policy`, 'session', 'explicit'],
    ['in the words of older docs', `${HEAD} because the role trust policy allows the`, 'role trust', 'implicit'],
    [
      'where another policy stands behind it',
      `${HEAD} with an explicit deny in a VPC endpoint policy transitively through a service control policy`,
      'VPC endpoint',
      'explicit',
    ],
  ])('%s', (_, text, kind, effect) => {
    expect(parseDenial(text)).toMatchObject({ kind, effect });
  });
});

describe('what a sentence leaves out stays null', () => {
  test('when it ends after the resource', () => {
    expect(parseDenial(HEAD)).toEqual(DENIAL);
  });

  test('when an explicit deny names no policy', () => {
    expect(parseDenial(`${HEAD} with an explicit deny`)).toEqual({ ...DENIAL, effect: 'explicit' });
  });

  test('when it names no resource', () => {
    const text = `User: ${VERIFIER_ARN} is not authorized to perform: ${ACTION} because no permissions boundary allows the ${ACTION} action`;
    expect(parseDenial(text)).toEqual({
      ...DENIAL,
      ...{ resource: null, kind: 'permissions boundary', effect: 'implicit', reasonAction: ACTION },
    });
  });

  test('when it names no user', () => {
    expect(parseDenial(`is not authorized to perform: ${ACTION}`)).toEqual({
      ...DENIAL,
      principal: null,
      resource: null,
    });
  });

  test('when the policy is of a kind that nobody knows', () => {
    expect(parseDenial(`${HEAD} with an explicit deny in a galactic policy`)).toEqual({
      ...DENIAL,
      effect: 'explicit',
    });
  });
});

describe('the resource is read', () => {
  test.each(['prod/db', '*', 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:*'])('as %s', (resource) => {
    const text = `User: ${VERIFIER_ARN} is not authorized to perform: ${ACTION} on resource: ${resource}`;
    expect(parseDenial(`${text}.`)?.resource).toBe(resource);
    expect(parseDenial(`${text} because no identity-based policy allows it`)?.resource).toBe(resource);
  });

  test.each(['aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b'])('in the partition %s', (partition) => {
    const principal = `arn:${partition}:sts::111122223333:assumed-role/app/run`;
    const resource = `arn:${partition}:secretsmanager:some-region-1:111122223333:secret:prod/db-AbCdEf`;
    const policyArn = `arn:${partition}:iam::111122223333:policy/boundary`;
    const text = `User: ${principal} is not authorized to perform: ${ACTION} on resource: ${resource} with an explicit deny in a permissions boundary: ${policyArn}`;
    expect(parseDenial(text)).toMatchObject({ principal, resource, policyArn, kind: 'permissions boundary' });
  });
});

describe('the ARN of the policy that denied is read', () => {
  const SCP = 'arn:aws:organizations::999900001111:policy/o-example/service_control_policy/p-0example';
  const denial = `${HEAD} with an explicit deny in a service control policy: ${SCP}`;

  test.each([
    ['at the end', denial],
    ['before a full stop', `${denial}.`],
    ['before an encoded message', `${denial}. Encoded authorization failure message: 4f8cZ`],
    [
      "before another SDK's appendix",
      `${denial} (Service: SecretsManager, Status Code: 400, Request ID: 7f7e0f6e-0000-4000-8000-000000000001)`,
    ],
    ['after an implicit denial', `${HEAD} because no service control policy allows the ${ACTION} action: ${SCP}`],
  ])('%s', (_, text) => {
    expect(parseDenial(text)).toMatchObject({ kind: 'service control', policyArn: SCP });
  });

  test("and the secret's own ARN is not taken for it", () => {
    expect(parseDenial(HEAD)?.policyArn).toBeNull();
  });
});

test('the beginning may be of another sentence', () => {
  const text = `You are not authorized to perform this operation. User: ${VERIFIER_ARN} is not authorized to perform: ec2:DescribeVpcEndpoints because no identity-based policy allows the ec2:DescribeVpcEndpoints action`;
  expect(parseDenial(text)).toMatchObject({ action: 'ec2:DescribeVpcEndpoints', kind: 'identity-based' });
});

test.each([
  '',
  'Access to KMS is not allowed',
  "Secrets Manager can't find the specified secret.",
  'You are not authorized to perform this operation.',
  'with an explicit deny in a VPC endpoint policy',
  'User: me is not authorized to perform: something else',
])('"%s" is no denial', (text) => {
  expect(parseDenial(text)).toBeNull();
});

describe('on any text', () => {
  const FRAGMENTS = [
    ...[
      'User: ',
      VERIFIER_ARN,
      ' is not authorized to perform: ',
      ACTION,
      ' on resource: ',
      SECRET_ARN,
      ' ',
      ': ',
      '.',
    ],
    ...[' because no ', ' because the ', ' with an explicit deny in a ', 'VPC endpoint policy', 'arn:aws:iam:'],
  ];
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 500 }),
    fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 30 }).map((parts) => parts.join('')),
  );

  test('it never throws, and a kind comes only with an effect', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const denial = parseDenial(text);
        expect(denial?.kind != null && denial.effect === null).toBe(false);
      }),
    );
  });

  test('it takes no more steps than the text is long, whatever it repeats: more than that would never end here', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...FRAGMENTS, 'a', '-', 'arn:'), { minLength: 1, maxLength: 4 }),
        (parts) => {
          const text = `${HEAD} with an explicit deny in ${parts.join('').repeat(1_000_000 / parts.join('').length)}`;
          parseDenial(text);
          parseDenial(text.slice(HEAD.length));
        },
      ),
      { numRuns: 20 },
    );
  });
});
