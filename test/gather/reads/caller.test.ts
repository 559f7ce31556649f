import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import getCaller, { actions } from '../../../lib/gather/reads/caller.ts';
import { apiOf, denied, plainValueOf, REGION, serviceError } from './api-of.ts';

const mock = mockClient(STSClient);
const sts = apiOf(new STSClient({ region: REGION }));
beforeEach(() => {
  mock.reset();
});
afterAll(() => {
  mock.restore();
});

describe('the caller', () => {
  test('needs no permission', () => {
    expect(actions).toEqual([]);
  });

  test('is known without a call where its account is', async () => {
    expect(plainValueOf(await getCaller(sts, '111122223333'))).toEqual({ accountId: '111122223333' });
    expect(mock.calls()).toHaveLength(0);
  });

  test.each([
    ['a role, without the name of its session', 'sts::444455556666:assumed-role/operator', '/someone'],
    ['a user', 'iam::444455556666:user/team/on-call', ''],
    ['the account itself', 'iam::444455556666:root', ''],
  ])('is told by STS where it is not: %s', async (_, principal, session) => {
    const Arn = `arn:aws:${principal}${session}`;
    mock.on(GetCallerIdentityCommand).resolves({ Account: '444455556666', Arn, UserId: 'AROAEXAMPLE:someone' });
    expect(plainValueOf(await getCaller(sts, null))).toEqual({
      accountId: '444455556666',
      arn: `arn:aws:${principal}`,
    });
  });

  test('has no name where what is told is no principal', async () => {
    mock.on(GetCallerIdentityCommand).resolves({ Account: '444455556666', Arn: 'a secret text' });
    expect(plainValueOf(await getCaller(sts, null))).toEqual({ accountId: '444455556666' });
  });

  test.each([[{}], [{ Account: '' }]])('is unseen where the answer is %j', async (answer) => {
    mock.on(GetCallerIdentityCommand).resolves(answer);
    expect(await getCaller(sts, null)).toEqual({
      state: 'unseen',
      why: 'failed',
      detail: 'sts:GetCallerIdentity: UnexpectedAnswer',
    });
  });

  test('is unseen where a policy of the network denies', async () => {
    mock.on(GetCallerIdentityCommand).rejects(serviceError('AccessDenied'));
    expect(await getCaller(sts, null)).toEqual(denied('sts:GetCallerIdentity'));
  });

  test('is unseen, by the name of the error, where the credentials have expired', async () => {
    mock.on(GetCallerIdentityCommand).rejects(serviceError('ExpiredToken'));
    expect(await getCaller(sts, null)).toEqual({
      state: 'unseen',
      why: 'failed',
      detail: 'sts:GetCallerIdentity: ExpiredToken',
    });
  });
});
