import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import type { CredentialsLoading } from '../../../lib/gather/credentials.ts';
import { actions, probeSecret } from '../../../lib/gather/probes/secret.ts';
import { leaksIn } from '../../support/leaks.ts';
import { endingAt, patient } from '../../support/waits.ts';
import { credentials, ENI_A, SECRET_ARN, target } from '../../support/world.ts';

const VALUE = 'Pw-1f2e3d4c5b6a79880011223344556677';
const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'ASIAQWERTYUIOPASDFGH',
  AWS_SECRET_ACCESS_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCD',
  AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjEXAMPLETOKEN0123456789',
};
const SECRETS = [VALUE, ...Object.values(CREDENTIALS)];
const REQUEST_ID = '4f6d9a0e-2b1c-4c3d-9e8f-0a1b2c3d4e5f';
const KEPT = { ...process.env };

/** An error as the SDK throws it: the service's own has a `$fault`. */
const thrown = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });
const service = (name: string, message: string, httpStatusCode = 400) =>
  thrown(name, message, { $fault: 'client', $metadata: { httpStatusCode, requestId: REQUEST_ID } });

describe('the secret probe', () => {
  const client = mockClient(SecretsManagerClient);
  beforeEach(() => {
    client.reset();
    Object.assign(process.env, CREDENTIALS);
  });
  afterEach(() => {
    process.env = { ...KEPT };
  });

  const probe = (waits = patient) => probeSecret(target(), ENI_A, waits);

  test('names the one action that it calls', () => {
    expect(actions).toEqual(['secretsmanager:GetSecretValue']);
  });

  test('keeps that a value came, and not the value', async () => {
    client.on(GetSecretValueCommand, { SecretId: SECRET_ARN }).resolves({
      ARN: SECRET_ARN,
      SecretString: VALUE,
      $metadata: { httpStatusCode: 200, requestId: REQUEST_ID },
    });
    const read = await probe();
    expect(read).toMatchObject({ outcome: 'read', arn: SECRET_ARN, requestId: REQUEST_ID, status: 200 });
    expect(leaksIn(JSON.stringify(read), SECRETS)).toEqual([]);
  });

  test.each([
    ['a binary value', { ARN: SECRET_ARN, SecretBinary: new Uint8Array([1]) }, 'read'],
    ['an empty string', { ARN: SECRET_ARN, SecretString: '' }, 'empty'],
    ['no value', { ARN: SECRET_ARN }, 'empty'],
    ['nothing at all', {}, 'empty'],
    ['a value without an ARN', { SecretString: VALUE }, 'not-the-service'],
    ['a value whose ARN is none', { ARN: `of ${VALUE}`, SecretString: VALUE }, 'not-the-service'],
  ])('%s', async (_, answer, outcome) => {
    client.on(GetSecretValueCommand).resolves({ ...answer, $metadata: {} });
    expect((await probe()).outcome).toBe(outcome);
  });

  test.each([
    [
      'a denial',
      service('AccessDeniedException', 'Access to KMS is not allowed'),
      { outcome: 'refused', errorName: 'AccessDeniedException', message: 'Access to KMS is not allowed', status: 400 },
    ],
    ['a server error', service('InternalServiceError', 'An error occurred', 500), { outcome: 'refused', status: 500 }],
    [
      'an empty server error',
      service('Unknown', 'UnknownError', 503),
      { outcome: 'refused', message: null, status: 503 },
    ],
    ['a redirect', service('Unknown', 'UnknownError', 302), { outcome: 'not-the-service', message: null, status: 302 }],
    [
      'a web page',
      thrown('SyntaxError', "Unexpected token '<'", {
        $metadata: { httpStatusCode: 403 },
        $response: { headers: { 'content-type': 'text/html' } },
      }),
      { outcome: 'not-the-service', message: null, contentType: 'text/html', status: 403 },
    ],
    [
      'something else than HTTP',
      thrown('Error', 'Parse Error', { code: 'HPE_INVALID_CONSTANT' }),
      { outcome: 'not-the-service', errorCode: 'HPE_INVALID_CONSTANT' },
    ],
    [
      'a reset',
      thrown('TimeoutError', 'read ECONNRESET', { code: 'ECONNRESET' }),
      { outcome: 'reset', errorCode: 'ECONNRESET' },
    ],
    ['a refused connection', thrown('Error', 'connect', { code: 'ECONNREFUSED' }), { outcome: 'not-connected' }],
    [
      "the kernel's own end of patience",
      thrown('TimeoutError', 'read ETIMEDOUT', { code: 'ETIMEDOUT' }),
      { outcome: 'silent' },
    ],
    [
      'something new',
      thrown('SomethingNew', 'a text that may quote anything'),
      { outcome: 'failed', errorName: null, withheld: [{ field: 'errorName', characters: 12, mentions: [] }] },
    ],
  ])('%s is an outcome, not an exception', async (_, error, expected) => {
    client.on(GetSecretValueCommand).rejects(error);
    expect(await probe()).toMatchObject(expected);
  });

  test.each([
    ['silent', 'not-connected'],
    ['unfinished', 'unfinished'],
  ] as const)('a call whose connection is %s is %s, and is left', async (what, outcome) => {
    client.on(GetSecretValueCommand).callsFake(() => new Promise(() => {}));
    expect(await probe(endingAt('tcp', what))).toMatchObject({ outcome, errorCode: 'ETIMEDOUT', remoteAddress: null });
  });

  test('a parser that quotes a broken body is not repeated', async () => {
    const error = thrown('SyntaxError', `Unterminated string in JSON: {"SecretString":"${VALUE}`, {
      $metadata: { httpStatusCode: 200 },
    });
    client.on(GetSecretValueCommand).rejects(error);
    const read = await probe();
    expect(read).toMatchObject({ outcome: 'not-the-service', message: null });
    expect(leaksIn(JSON.stringify(read), SECRETS)).toEqual([]);
  });

  test('a service that quotes the signed request gives away no token', async () => {
    const quoting = `The security token ${CREDENTIALS.AWS_SESSION_TOKEN} of ${CREDENTIALS.AWS_ACCESS_KEY_ID} is not right. The Canonical String for this request should have been 'POST'`;
    client.on(GetSecretValueCommand).rejects(service('InvalidSignatureException', quoting));
    const read = await probe();
    expect(read).toMatchObject({ errorName: 'InvalidSignatureException', message: null });
    expect(read.withheld).toEqual([{ field: 'message', characters: quoting.length, mentions: [] }]);
    expect(leaksIn(JSON.stringify(read), SECRETS)).toEqual([]);
  });

  test.each([
    ['silent', 'no-credentials', 'ETIMEDOUT'],
    ['unfinished', 'unfinished', 'ETIMEDOUT'],
    ['not-found', 'no-credentials', 'ENOENT'],
  ] as const)('credentials that are %s are %s, and nothing is sent', async (what, outcome, code) => {
    const loading: CredentialsLoading = {
      provide: () => new Promise(() => {}),
      look: async () => credentials({ outcome: what, code: what === 'not-found' ? code : null }),
    };
    const read = await probeSecret(target(), ENI_A, patient, loading);
    expect(read).toMatchObject({ outcome, errorCode: code });
    expect(client.calls()).toHaveLength(0);
  });
});
