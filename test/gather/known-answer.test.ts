import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { knownAnswer, type Said } from '../../lib/gather/known-answer.ts';
import { SECRET_ARN, VERIFIER_ARN } from '../support/world.ts';

const CREDENTIALS = [
  'ASIAQWERTYUIOPASDFGH',
  'abcdefghij/lmnopqrstuv+xyz0123456789ABCD',
  `IQoJb3JpZ2luX2VjEXAMPLE/TOKEN+0123456789${'aZ9'.repeat(100)}==`,
];
const VALUE = 'Pw-1f2e3d4c5b6a79880011223344556677';
const SECRETS = [...CREDENTIALS, VALUE];

const keep = (said: Said) => knownAnswer(said, SECRET_ARN, CREDENTIALS);

const DENIAL = `User: ${VERIFIER_ARN} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET_ARN} because no VPC endpoint policy allows the secretsmanager:GetSecretValue action`;

describe('of what a service says is kept', () => {
  test.each([
    DENIAL,
    DENIAL.replace(SECRET_ARN, 'prod/canary'),
    'Access to KMS is not allowed',
    "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    'Signature expired: 20261122T000000Z is now earlier than 20261122T003500Z (20261122T004000Z - 5 min.)',
    'arn:aws:kms:eu-west-2:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001 is disabled.',
  ])('a sentence that is known: %s', (message) => {
    expect(keep({ message })).toMatchObject({ message, withheld: [] });
  });

  test('the beginning that is known, and the length of what follows it', () => {
    const message = `The request signature we calculated does not match the signature you provided. The Canonical String was 'POST ${'x'.repeat(1_000)}'`;
    expect(keep({ message })).toMatchObject({
      message: 'The request signature we calculated does not match the signature you provided.',
      withheld: [{ field: 'message', characters: expect.any(Number), mentions: [] }],
    });
  });

  test('a name, an id, a media type and an ARN of the form that they have', () => {
    const said = {
      errorName: 'AccessDeniedException',
      requestId: '4f6d9a0e-2b1c-4c3d-9e8f-0a1b2c3d4e5f',
      contentType: 'text/html; charset=utf-8',
      arn: SECRET_ARN,
    };
    expect(keep(said)).toEqual({ ...said, contentType: 'text/html', message: null, withheld: [] });
  });

  test('of anything else its length, and what it speaks of', () => {
    expect(keep({ message: 'The KMS key grew wings', errorName: 'WingsException', requestId: '' })).toEqual({
      message: null,
      errorName: null,
      contentType: null,
      requestId: null,
      arn: null,
      withheld: [
        { field: 'message', characters: 22, mentions: ['KMS'] },
        { field: 'errorName', characters: 14, mentions: [] },
      ],
    });
  });

  test('of a denial what has its form', () => {
    const message = DENIAL.replace(VERIFIER_ARN, 'somebody').replace(SECRET_ARN, 'some/other-secret');
    expect(keep({ message }).message).toBe(
      'User: [withheld] is not authorized to perform: secretsmanager:GetSecretValue on resource: [withheld] because no VPC endpoint policy allows the secretsmanager:GetSecretValue action',
    );
  });
});

const cut = (text: string) => [text, text.slice(0, text.length / 2), text.slice(4), text.slice(3, 23)];

/** Each way in which a proxy or a broken service was seen to write, or may write, what it was sent. */
const DISGUISES: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => value.toUpperCase(),
  (value) => [...value].join('.'),
  (value) => value.replace(/.{10}/g, '$&\n '),
  (value) => encodeURIComponent(value),
  (value) => JSON.stringify(JSON.stringify(value)),
  (value) => Buffer.from(value).toString('hex'),
  (value) => Buffer.from(value).toString('hex').toUpperCase(),
  (value) => Buffer.from(value).toString('base64'),
  (value) => Buffer.from(`x${value}`).toString('base64url'),
  (value) => Buffer.from(`Bearer: ${value}`).toString('base64'),
];

/** Texts around a value that look like what is kept. */
const AROUND: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => `The security token ${value} is expired`,
  (value) => `Access to KMS is not allowed${value}`,
  (value) => `Access to KMS is not allowed ${value}`,
  (value) => DENIAL.replace(VERIFIER_ARN, value),
  (value) => DENIAL.replace(VERIFIER_ARN, `arn:aws:sts::111122223333:assumed-role/${value.slice(0, 64)}/me`),
  (value) => DENIAL.replace(SECRET_ARN, value),
  (value) => DENIAL.replace(SECRET_ARN, `${SECRET_ARN}${value}`),
  (value) => DENIAL.replace('VPC endpoint', value),
  (value) => `${DENIAL}: arn:aws:iam::111122223333:policy/${value.slice(0, 128)}`,
  (value) => `${DENIAL}. Encoded authorization failure message: ${value}`,
  (value) => `Signature expired: ${value} is now earlier than ${value}`,
  (value) => `${SECRET_ARN}${value}`,
  (value) => `text/html; charset=${value}`,
  (value) =>
    `${value.slice(0, 8)}-${value.slice(8, 12)}-${value.slice(12, 16)}-${value.slice(16, 20)}-${value.slice(20, 32)}`,
];

/** Whether a text holds twelve characters in a row of a value, as they are or as hex or base64. */
function holdsPiece(text: string, value: string): boolean {
  const lower = text.toLowerCase();
  const forms = [value, Buffer.from(value).toString('hex'), Buffer.from(value).toString('base64')].map((form) =>
    form.toLowerCase(),
  );
  return forms.some((form) =>
    Array.from({ length: form.length - 11 }, (_, at) => form.slice(at, at + 12)).some((piece) => lower.includes(piece)),
  );
}

describe('nothing of a credential is kept', () => {
  const FIELDS = ['message', 'errorName', 'contentType', 'requestId', 'arn'] as const;

  test('in any field, disguise, part and sentence', () => {
    const texts = CREDENTIALS.flatMap((value) =>
      DISGUISES.flatMap((disguise) => cut(disguise(value))).flatMap((shown) =>
        AROUND.map((around) => ({ text: around(shown), value })),
      ),
    );
    const leaks = texts.flatMap(({ text, value }) =>
      FIELDS.filter((field) => holdsPiece(JSON.stringify(keep({ [field]: text })), value)).map(
        (field) => `${field}: ${text.slice(0, 100)}`,
      ),
    );
    expect(texts.length).toBeGreaterThan(1_500);
    expect(leaks).toEqual([]);
  });

  test('nor of a secret that only the peer knows, outside the names in an ARN of a known form', () => {
    const texts = DISGUISES.flatMap((disguise) => cut(disguise(VALUE))).flatMap((shown) =>
      AROUND.filter((around) => !/assumed-role|:policy/.test(around('').replace(VERIFIER_ARN, ''))).map((around) =>
        around(shown),
      ),
    );
    const leaks = texts.filter((text) =>
      FIELDS.some((field) => holdsPiece(JSON.stringify(keep({ [field]: text })), VALUE)),
    );
    expect(leaks).toEqual([]);
  });
});

test('any text in any field is judged without an exception, and none is kept that is not measured', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...SECRETS), (text, value) => {
      const said = text + value;
      const { message, withheld } = keep({ message: said });
      expect(message).toBeNull();
      expect(withheld).toMatchObject([{ field: 'message', characters: said.length }]);
    }),
  );
});
