import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyze } from '../../lib/diagnose/analyze.ts';
import { CHECKS } from '../../lib/diagnose/checks/index.ts';
import { derive } from '../../lib/diagnose/derive.ts';
import type { SecretOutcome, SecretRead } from '../../lib/model/probes.ts';
import { denied, forbiddenBy, notAllowedBy, refusal, secret, unread, VERIFIER_ARN, world } from '../support/world.ts';

const JSON_TYPE = 'application/x-amz-json-1.1';
const KEY_ARN = 'arn:aws:kms:eu-west-2:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001';

/** What all checks make of one answer, in a world that is healthy otherwise. */
const causesOfAnswer = (answer: SecretRead): readonly string[] =>
  analyze(derive(world({ secret: answer })), CHECKS).causes.map((cause) => cause.code);

/** The service's own JSON: an error name, a sentence, a status. */
const says = (errorName: string, message: string | null, status = 400): SecretRead =>
  refusal(errorName, message, { status, contentType: JSON_TYPE });

/** An answer whose body the SDK could not read. */
const unreadable = (status: number, contentType: string | null, errorName = 'SyntaxError'): SecretRead =>
  secret({ outcome: 'not-the-service', errorName, status, contentType, requestId: null, arn: null });

/** An error status without a body: the SDK calls it `Unknown`, and a fault of the service from 500 on. */
const bodiless = (status: number, contentType: string | null = null): SecretRead =>
  status < 500 ? unreadable(status, contentType, 'Unknown') : refusal('Unknown', null, { status, contentType });

const timedOut = (outcome: SecretOutcome, change: Partial<SecretRead> = {}): SecretRead =>
  unread(outcome, { errorName: 'TimeoutError', tookMs: 3_000, ...change });

describe('authorisation', () => {
  test.each([
    ['the role lacks the permission', notAllowedBy('identity-based policy'), 'iam/identity-implicit'],
    ["the endpoint's policy denies", forbiddenBy('a VPC endpoint policy'), 'iam/vpce-explicit'],
    ['no reason is given', denied(''), 'iam/no-reason'],
    ['an explicit deny names no policy', denied('with an explicit deny'), 'iam/no-reason'],
    [
      'the secret is named without its ARN',
      says(
        'AccessDeniedException',
        `User: ${VERIFIER_ARN} is not authorized to perform: secretsmanager:GetSecretValue on resource: prod/db`,
      ),
      'iam/no-reason',
    ],
    ['the sentence is no denial', says('AccessDeniedException', 'nope', 403), 'iam/no-reason'],
    ['the name comes in a header without a body', says('AccessDeniedException', null, 403), 'iam/no-reason'],
  ])('%s', (_, answer, code) => {
    expect(causesOfAnswer(answer)).toEqual([code]);
  });
});

describe('the key', () => {
  test.each([
    ['KMS denies', says('AccessDeniedException', 'Access to KMS is not allowed')],
    [
      'KMS denies in its own words',
      says(
        'AccessDeniedException',
        'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
      ),
    ],
    [
      'the value cannot be decrypted',
      says('DecryptionFailure', "Secrets Manager can't decrypt the protected secret text using the provided KMS key."),
    ],
    ['the key is disabled, in the words of KMS', says('AccessDeniedException', `${KEY_ARN} is disabled.`)],
    [
      'the key waits for deletion, in the words of KMS',
      says('InvalidRequestException', `${KEY_ARN} is pending deletion.`),
    ],
    [
      'the default key is used across accounts',
      says(
        'InvalidRequestException',
        "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
      ),
    ],
  ])('%s', (_, answer) => {
    expect(causesOfAnswer(answer)).toEqual(['kms/no-decrypt']);
  });
});

describe('the secret', () => {
  test.each([
    [
      'there is none',
      says('ResourceNotFoundException', "Secrets Manager can't find the specified secret."),
      'secret/not-found',
    ],
    [
      'it has no current value',
      says(
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
      ),
      'secret/no-awscurrent',
    ],
    [
      'it waits for its deletion',
      says(
        'InvalidRequestException',
        "You can't perform this operation on the secret because it was marked for deletion.",
      ),
      'secret/scheduled-deletion',
    ],
    [
      'its name cannot be one',
      says(
        'ValidationException',
        'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
      ),
      'service/unexpected-answer',
    ],
    [
      'the request contradicts itself',
      says('InvalidRequestException', 'You provided a VersionStage that is not associated to the provided VersionId.'),
      'service/unexpected-answer',
    ],
    ['its answer holds no value', secret({ outcome: 'empty', arn: null }), 'service/response-empty'],
  ])('%s', (_, answer, code) => {
    expect(causesOfAnswer(answer)).toEqual([code]);
  });
});

describe('the credentials', () => {
  test.each([
    [
      'there are none',
      unread('no-credentials', { remoteAddress: null, errorName: 'CredentialsProviderError' }),
      'credentials/none',
    ],
    [
      'the token expired',
      says('ExpiredTokenException', 'The security token included in the request is expired'),
      'credentials/expired',
    ],
    ['the request expired', says('RequestExpired', 'Request has expired.'), 'credentials/expired'],
    [
      'the key is unknown',
      says('UnrecognizedClientException', 'The security token included in the request is invalid.'),
      'credentials/invalid',
    ],
    [
      'the clock is behind',
      says(
        'InvalidSignatureException',
        'Signature expired: 20261122T000000Z is now earlier than 20261122T003500Z (20261122T004000Z - 5 min.)',
      ),
      'credentials/signature-refused',
    ],
    [
      'the clock runs ahead',
      says(
        'InvalidSignatureException',
        'Signature not yet current: 20261122T010000Z is still later than 20261122T004500Z',
      ),
      'credentials/signature-refused',
    ],
    [
      'the region is none',
      says('InvalidSignatureException', 'Credential should be scoped to a valid region.'),
      'credentials/signature-refused',
    ],
    [
      'the signature does not match',
      says(
        'InvalidSignatureException',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
      ),
      'credentials/signature-refused',
    ],
  ])('%s', (_, answer, code) => {
    expect(causesOfAnswer(answer)).toEqual([code]);
  });
});

describe('the service, or what answers in its place', () => {
  test.each([
    ['throttles', says('ThrottlingException', 'Rate exceeded'), 'service/throttled'],
    ['fails by name', says('InternalServiceError', 'An error occurred on the server side.', 500), 'service/failing'],
    ['fails without a body', bodiless(503), 'service/failing'],
    ['fails in plain text', unreadable(503, 'text/plain'), 'service/failing'],
    ['has an error that nobody knows', says('SomethingNewException', 'new'), 'service/unexpected-answer'],
    ['is silent after TLS', timedOut('silent', { errorCode: 'ETIMEDOUT' }), 'service/silent'],
    ['stalls after the headers', timedOut('silent', { status: 200 }), 'service/silent'],
    ['cuts the connection', timedOut('reset', { errorCode: 'ECONNRESET' }), 'service/unexpected-answer'],
    [
      'cuts the body short',
      { ...unreadable(200, JSON_TYPE, 'Error'), errorCode: 'ECONNRESET' },
      'service/unexpected-answer',
    ],
    [
      'speaks no HTTP',
      unread('not-the-service', { errorName: 'Error', errorCode: 'HPE_INVALID_CONSTANT' }),
      'service/unexpected-answer',
    ],
    ['sends bytes for JSON', unreadable(200, JSON_TYPE), 'service/unexpected-answer'],
    ['sends numbers of the wrong type', unreadable(200, JSON_TYPE, 'TypeError'), 'service/unexpected-answer'],
    ['refuses without a body', bodiless(400), 'service/unexpected-answer'],
    ['forbids without a body', bodiless(403), 'service/unexpected-answer'],
    ['sends elsewhere', bodiless(302), 'service/unexpected-answer'],
    ['is a block page', unreadable(403, 'text/html; charset=utf-8'), 'config/block-page'],
    ['is a portal that says that all is well', unreadable(200, 'text/html'), 'config/block-page'],
    ['is a proxy that wants a password', unreadable(407, 'text/html'), 'config/block-page'],
    ['is a gateway with an error page', unreadable(502, 'text/html'), 'config/block-page'],
    ['is a gateway with an empty error page', bodiless(502, 'text/html'), 'config/block-page'],
  ])('%s', (_, answer, code) => {
    expect(causesOfAnswer(answer)).toEqual([code]);
  });

  test('the call fails before it leaves', () => {
    expect(causesOfAnswer(unread('failed', { errorName: 'EndpointError' }))).toEqual(['service/unexpected-answer']);
  });
});

describe('nothing is found', () => {
  test.each([
    ['when the secret is read', secret()],
    ['when the run ended first', timedOut('unfinished')],
  ])('%s', (_, answer) => {
    expect(causesOfAnswer(answer)).toEqual([]);
  });
});

test('no failed read ends without a finding', () => {
  const failures: readonly SecretOutcome[] = [
    ...([
      'empty',
      'refused',
      'not-the-service',
      'reset',
      'silent',
      'not-connected',
      'no-credentials',
      'failed',
    ] as const),
  ];
  const answer = fc.record({
    outcome: fc.constantFrom(...failures),
    errorName: fc.constantFrom(
      ...['AccessDeniedException', 'ResourceNotFoundException', 'InvalidRequestException', 'DecryptionFailure'],
      ...['ThrottlingException', 'InternalServiceError', 'Unknown', 'SyntaxError', 'SomethingNewException', null],
    ),
    status: fc.constantFrom(200, 302, 400, 403, 407, 429, 500, 502, 503, null),
    contentType: fc.constantFrom(JSON_TYPE, 'text/html', 'text/plain', null),
    message: fc.constantFrom('Access to KMS is not allowed', 'marked for deletion', 'secret value for', 'new', null),
  });
  fc.assert(
    fc.property(answer, (change) => {
      expect(causesOfAnswer(secret({ ...change, arn: null }))).not.toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
