import { DescribeKeyCommand, type KeyMetadata, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import describeKey, { actions } from '../../../lib/gather/reads/kms-key.ts';
import { apiOf, denied, JSON_API_DENIES, plainValueOf, REGION } from './api-of.ts';

const mock = mockClient(KMSClient);
const kms = apiOf(new KMSClient({ region: REGION }));
beforeEach(() => {
  mock.reset();
});
afterAll(() => {
  mock.restore();
});

const ARN = 'arn:aws:kms:eu-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const key = (over: Partial<KeyMetadata> = {}): KeyMetadata => ({
  AWSAccountId: '111122223333',
  KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  Arn: ARN,
  CreationDate: new Date(0),
  Enabled: true,
  Description: 'for secrets',
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeyState: 'Enabled',
  DeletionDate: undefined,
  ValidTo: undefined,
  Origin: 'AWS_KMS',
  KeyManager: 'CUSTOMER',
  KeySpec: 'SYMMETRIC_DEFAULT',
  EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  MultiRegion: false,
  ...over,
});
const answering = (KeyMetadata: KeyMetadata | undefined) => mock.on(DescribeKeyCommand).resolves({ KeyMetadata });

describe('the KMS key', () => {
  test('names the one action that it calls', () => {
    expect(actions).toEqual(['kms:DescribeKey']);
  });

  test('is asked for as the secret names it, and told by its ARN', async () => {
    answering(key());
    expect(plainValueOf(await describeKey(kms, 'alias/secrets'))).toEqual({
      arn: ARN,
      keyState: 'Enabled',
      deletionDate: null,
    });
    expect(mock.commandCalls(DescribeKeyCommand)[0]?.args[0].input).toEqual({ KeyId: 'alias/secrets' });
  });

  test('has the date of its deletion as text', async () => {
    answering(key({ KeyState: 'PendingDeletion', Enabled: false, DeletionDate: new Date('2026-12-01T10:20:30Z') }));
    expect(plainValueOf(await describeKey(kms, ARN))).toEqual({
      arn: ARN,
      keyState: 'PendingDeletion',
      deletionDate: '2026-12-01T10:20:30.000Z',
    });
  });

  test('keeps the name that it was asked for by where the answer has no ARN', async () => {
    answering(key({ Arn: undefined, KeyState: 'Disabled' }));
    expect(plainValueOf(await describeKey(kms, ARN))).toMatchObject({ arn: ARN, keyState: 'Disabled' });
  });

  test('is none, without a call, for the AWS managed key', async () => {
    expect(plainValueOf(await describeKey(kms, null))).toBeNull();
    expect(mock.calls()).toHaveLength(0);
  });

  test.each([
    ['is empty', undefined],
    ['has no state', key({ KeyState: undefined })],
  ])('is unseen where the answer %s', async (_, metadata) => {
    answering(metadata);
    expect(await describeKey(kms, ARN)).toEqual({
      state: 'unseen',
      why: 'failed',
      detail: 'kms:DescribeKey: UnexpectedAnswer',
    });
  });

  test('is unseen where it is denied', async () => {
    mock.on(DescribeKeyCommand).rejects(JSON_API_DENIES);
    expect(await describeKey(kms, ARN)).toEqual(denied('kms:DescribeKey'));
  });
});
