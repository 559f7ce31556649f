import { describe, expect, test } from '@jest/globals';
import { analyze } from '../../lib/diagnose/analyze.ts';
import { denialChecks } from '../../lib/diagnose/checks/iam/denials.ts';
import { derive } from '../../lib/diagnose/derive.ts';
import type { VpcEndpoint } from '../../lib/model/aws.ts';
import type { Observations } from '../../lib/model/facts.ts';
import { unseen } from '../../lib/model/observation.ts';
import { configured, ENDPOINT_ID, endpoint, VPC } from '../support/configuration.ts';
import { forbiddenBy, notAllowedBy, SECRET_ARN, target, type WorldChange } from '../support/world.ts';

type Statement = Readonly<Record<string, unknown>>;

const ANY = { Principal: '*', Action: '*', Resource: '*' };
const ALLOW_ALL: Statement = { Effect: 'Allow', ...ANY };
const NOT_MADE = unseen('skipped', 'no packet was sent');

const withPolicy = (
  PolicyDocument: string,
  change: WorldChange = {},
  over: Partial<VpcEndpoint> = {},
  others: readonly VpcEndpoint[] = [],
): Observations =>
  configured({ secret: NOT_MADE, ...change, vpcEndpoints: [endpoint({ PolicyDocument, ...over }), ...others] });

const policyOf = (...Statement: readonly Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement });

const deny = (Condition: object, over: Statement = {}): Statement => ({ Effect: 'Deny', ...ANY, Condition, ...over });

const judge = (world: Observations) => analyze(derive(world), denialChecks);

const causesIn = (world: Observations) => judge(world).causes.map(({ code }) => code);

describe('what the policy of the endpoint does to every call is foretold where none was made', () => {
  test.each([
    {
      when: 'its Deny spares calls from the VPC, and nothing allows',
      statements: [deny({ StringNotEquals: { 'aws:SourceVpc': VPC } })],
      code: 'iam/vpce-implicit',
      says: [ENDPOINT_ID, 'it has no Allow statement'],
    },
    {
      when: 'what it allows is another action',
      statements: [{ ...ALLOW_ALL, Sid: 'Buckets', Action: 's3:*' }],
      code: 'iam/vpce-implicit',
      says: ['statement "Buckets"', 'wants Action s3:*'],
    },
    {
      when: "it compares the endpoint's id with the VPC's",
      statements: [deny({ StringNotEquals: { 'aws:sourceVpce': VPC } }), ALLOW_ALL],
      code: 'iam/vpce-explicit',
      says: ['statement 1 of it denies'],
    },
    {
      when: 'what it allows is the endpoint before this one',
      statements: [{ ...ALLOW_ALL, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0old' } } }],
      code: 'iam/vpce-implicit',
      says: [`StringEquals aws:SourceVpce vpce-0old (the call has ${ENDPOINT_ID})`],
    },
  ])('$when', ({ statements, code, says }) => {
    const { causes } = judge(withPolicy(policyOf(...statements)));
    expect(causes).toMatchObject([{ code, isPrediction: true, severity: 'blocking', resources: [ENDPOINT_ID] }]);
    for (const words of says) expect(causes[0]?.summary).toContain(words);
    expect(causes[0]?.evidence).toMatchObject([{ fact: 'vpcEndpoints', path: '[0].PolicyDocument' }]);
  });

  test("a policy for other secrets than a workload's own", () => {
    const others = policyOf({ ...ALLOW_ALL, Resource: `${SECRET_ARN}x` });
    expect(causesIn(withPolicy(others, { target: target({ canary: false }) }))).toEqual(['iam/vpce-implicit']);
  });

  test.each<{ when: string; over?: Partial<VpcEndpoint>; others?: readonly VpcEndpoint[] }>([
    { when: 'its private DNS is off', over: { PrivateDnsEnabled: false } },
    { when: 'it is in another VPC', over: { VpcId: 'vpc-hub' } },
    {
      when: 'another endpoint has the name',
      over: { PrivateDnsEnabled: false },
      others: [endpoint({ VpcEndpointId: 'vpce-0other' })],
    },
  ])('it blocks nobody for certain where $when: calls by name may pass by the endpoint', ({ over, others }) => {
    expect(judge(withPolicy(policyOf(), {}, over, others)).causes).toMatchObject([{ severity: 'degrading' }]);
  });

  test('a sentence about a policy of hundreds of names stays short', () => {
    const names = Array.from({ length: 300 }, (_, at) => `s3:${'Get'.repeat(30)}${at}`);
    expect(judge(withPolicy(policyOf({ ...ALLOW_ALL, Action: names }))).causes[0]?.summary.length).toBeLessThanOrEqual(
      300,
    );
  });
});

describe('nothing is foretold', () => {
  test.each([
    { when: 'the policy allows everything', policy: policyOf(ALLOW_ALL) },
    {
      when: 'only some callers are allowed',
      policy: policyOf({ ...ALLOW_ALL, Principal: { AWS: 'arn:aws:iam::111122223333:role/app' } }),
    },
    {
      when: 'it asks for the organization, which nothing here knows',
      policy: policyOf({ ...ALLOW_ALL, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }),
    },
    {
      when: "it leaves out the verifier's canary alone",
      policy: policyOf({ ...ALLOW_ALL, Resource: `${SECRET_ARN}x` }),
    },
    {
      when: 'its Deny is for other VPCs',
      policy: policyOf(ALLOW_ALL, deny({ StringNotEquals: { 'aws:SourceVpc': VPC } })),
    },
    { when: 'it is no JSON', policy: '{' },
    { when: 'it is none that AWS can have stored', policy: '{"Statement":{"Effect":"Perhaps"}}' },
  ])('when $when', ({ policy }) => {
    const { causes, undecided, crashes } = judge(withPolicy(policy));
    expect(causes).toEqual([]);
    expect(crashes).toEqual([]);
    expect(undecided).toContainEqual(expect.objectContaining({ code: 'iam/vpce-implicit', need: 'secret' }));
  });

  test('where the secret was read, whatever the policy seems to say', () => {
    const { secret } = configured();
    expect(causesIn(withPolicy(policyOf(), { secret }))).toEqual([]);
  });
});

describe("a denial names the statement behind it, as far as the endpoint's policy agrees", () => {
  const evidenceIn = (world: Observations) =>
    judge(world)
      .causes[0]?.evidence.map(({ shows }) => shows)
      .slice(1);

  test('the Deny that applies', () => {
    const policy = policyOf(ALLOW_ALL, deny({}, { Sid: 'No "secrets"', Condition: undefined }));
    expect(evidenceIn(withPolicy(policy, { secret: forbiddenBy('a VPC endpoint policy') }))).toEqual([
      `the policy of ${ENDPOINT_ID}: statement "No \\"secrets\\"" of it denies`,
    ]);
  });

  test('the condition that a call must meet', () => {
    const policy = policyOf({
      ...ALLOW_ALL,
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij', 'aws:ResourceOrgID': 'o-abcdefghij' } },
    });
    expect(evidenceIn(withPolicy(policy, { secret: notAllowedBy('VPC endpoint policy') }))).toEqual([
      `the policy of ${ENDPOINT_ID}: statement 1 of it depends on StringEquals aws:PrincipalOrgID o-abcdefghij and StringEquals aws:ResourceOrgID o-abcdefghij`,
    ]);
  });

  test('no statement where the policy that was read allows the call: it may have changed a moment ago', () => {
    expect(evidenceIn(withPolicy(policyOf(ALLOW_ALL), { secret: notAllowedBy('VPC endpoint policy') }))).toEqual([]);
  });
});
