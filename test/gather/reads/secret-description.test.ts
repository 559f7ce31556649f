import {
  DescribeSecretCommand,
  type DescribeSecretResponse,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import describeSecret, { actions } from '../../../lib/gather/reads/secret-description.ts';
import { SECRET_ARN } from '../../support/world.ts';
import { apiOf, denied, JSON_API_DENIES, plainValueOf, REGION, serviceError } from './api-of.ts';

const mock = mockClient(SecretsManagerClient);
const secretsManager = apiOf(new SecretsManagerClient({ region: REGION }));
beforeEach(() => {
  mock.reset();
});
afterAll(() => {
  mock.restore();
});

const answer = (over: DescribeSecretResponse = {}): DescribeSecretResponse => ({
  ARN: SECRET_ARN,
  Name: 'prod/canary',
  Description: 'what nobody needs to know',
  KmsKeyId: undefined,
  RotationEnabled: false,
  LastChangedDate: new Date(0),
  LastAccessedDate: new Date(0),
  CreatedDate: new Date(0),
  DeletedDate: undefined,
  Tags: [{ Key: 'owner', Value: 'someone' }],
  VersionIdsToStages: { 'a1b2c3d4-5678-90ab-cdef-EXAMPLE11111': ['AWSCURRENT'] },
  ...over,
});

describe('the description of the secret', () => {
  test('names the one action that it calls, and that never brings the value', () => {
    expect(actions).toEqual(['secretsmanager:DescribeSecret']);
  });

  test('is kept with ARN, key and end, and nothing else', async () => {
    mock.on(DescribeSecretCommand).resolves(answer());
    expect(plainValueOf(await describeSecret(secretsManager, 'prod/canary'))).toEqual({
      arn: SECRET_ARN,
      kmsKeyId: null,
      deletedDate: null,
    });
    expect(mock.commandCalls(DescribeSecretCommand)[0]?.args[0].input).toEqual({ SecretId: 'prod/canary' });
  });

  test('names a key of the customer, and the date of deletion as text', async () => {
    const end = { KmsKeyId: 'alias/secrets', DeletedDate: new Date('2026-12-01T10:20:30Z') };
    mock.on(DescribeSecretCommand).resolves(answer(end));
    expect(plainValueOf(await describeSecret(secretsManager, SECRET_ARN))).toEqual({
      arn: SECRET_ARN,
      kmsKeyId: 'alias/secrets',
      deletedDate: '2026-12-01T10:20:30.000Z',
    });
  });

  test('is unseen without a call where no secret was given', async () => {
    const found = await describeSecret(secretsManager, null);
    expect(found).toEqual({ state: 'unseen', why: 'skipped', detail: 'no secret was given' });
    expect(mock.calls()).toHaveLength(0);
  });

  test('is unseen where the answer is empty', async () => {
    mock.on(DescribeSecretCommand).resolves({});
    expect(await describeSecret(secretsManager, SECRET_ARN)).toEqual({
      state: 'unseen',
      why: 'failed',
      detail: 'secretsmanager:DescribeSecret: UnexpectedAnswer',
    });
  });

  test('is unseen, by the name of the error, where there is no such secret', async () => {
    mock.on(DescribeSecretCommand).rejects(serviceError('ResourceNotFoundException'));
    expect(await describeSecret(secretsManager, SECRET_ARN)).toEqual({
      state: 'unseen',
      why: 'failed',
      detail: 'secretsmanager:DescribeSecret: ResourceNotFoundException',
    });
  });

  test('is unseen where it is denied', async () => {
    mock.on(DescribeSecretCommand).rejects(JSON_API_DENIES);
    expect(await describeSecret(secretsManager, SECRET_ARN)).toEqual(denied('secretsmanager:DescribeSecret'));
  });

  describe('of an ARN that is no secret here', () => {
    const RECREATED = SECRET_ARN.replace('AbCdEf', 'NewOne');
    /** The service has these, each by its name and its ARN. */
    const having = (secrets: Readonly<Record<string, string>>, refuses = 'ResourceNotFoundException') =>
      mock.on(DescribeSecretCommand).callsFake(({ SecretId }: { readonly SecretId: string }) => {
        const ARN = secrets[SecretId] ?? Object.values(secrets).find((arn) => arn === SecretId);
        if (ARN === undefined) throw serviceError(refuses);
        return answer({ ARN });
      });
    const asked = () => mock.commandCalls(DescribeSecretCommand).map(({ args }) => args[0].input.SecretId);

    test('is that of its name', async () => {
      having({ 'prod/canary': RECREATED });
      expect(plainValueOf(await describeSecret(secretsManager, SECRET_ARN))).toMatchObject({ arn: RECREATED });
      expect(asked()).toEqual([SECRET_ARN, 'prod/canary-AbCdEf', 'prod/canary']);
    });

    test.each([
      ['the ARN is denied', [SECRET_ARN]],
      ['the whole name is denied', ['prod/canary-AbCdEf']],
      ['both are', [SECRET_ARN, 'prod/canary-AbCdEf']],
    ])("is no other secret's of a shorter name, where %s", async (_, deniedIds) => {
      mock.on(DescribeSecretCommand).callsFake(({ SecretId }: { readonly SecretId: string }) => {
        if (SecretId === 'prod/canary') return answer({ ARN: RECREATED });
        throw deniedIds.includes(SecretId) ? JSON_API_DENIES : serviceError('ResourceNotFoundException');
      });
      expect(await describeSecret(secretsManager, SECRET_ARN)).toMatchObject({ state: 'unseen' });
      expect(asked()).toEqual([SECRET_ARN, 'prod/canary-AbCdEf']);
    });

    test('is that of the whole name, where only the ARN is denied', async () => {
      having({ 'prod/canary-AbCdEf': `${SECRET_ARN}-NewOne` }, 'AccessDeniedException');
      expect(plainValueOf(await describeSecret(secretsManager, SECRET_ARN))).toMatchObject({
        arn: `${SECRET_ARN}-NewOne`,
      });
    });

    test('is that of a name which ends like an ARN', async () => {
      having({ 'prod/canary-AbCdEf': `${SECRET_ARN}-NewOne` });
      expect(plainValueOf(await describeSecret(secretsManager, SECRET_ARN))).toMatchObject({
        arn: `${SECRET_ARN}-NewOne`,
      });
    });

    test("is that of another Region's replica here", async () => {
      having({ 'prod/canary': SECRET_ARN });
      const primary = SECRET_ARN.replace('eu-west-2', 'us-east-1');
      expect(plainValueOf(await describeSecret(secretsManager, primary))).toMatchObject({ arn: SECRET_ARN });
    });

    test("is unseen where the name is another account's", async () => {
      having({ 'prod/canary': RECREATED.replace('111122223333', '999988887777') });
      expect(await describeSecret(secretsManager, SECRET_ARN)).toMatchObject({ state: 'unseen', why: 'failed' });
    });

    test('asks for nothing else where a name was asked for', async () => {
      having({});
      await describeSecret(secretsManager, 'prod/other');
      expect(asked()).toEqual(['prod/other']);
    });
  });

  test('tells where its replicas can be read', async () => {
    const ReplicationStatus = [
      { Region: 'eu-west-1', Status: 'InSync' as const },
      { Region: 'eu-west-3', Status: 'Failed' as const },
    ];
    mock.on(DescribeSecretCommand).resolves(answer({ ReplicationStatus }));
    expect(plainValueOf(await describeSecret(secretsManager, SECRET_ARN))).toMatchObject({
      replicaRegions: ['eu-west-1'],
    });
  });
});
