import { describe, expect, test } from '@jest/globals';
import { redact } from '../../lib/gather/redact.ts';

describe('redaction', () => {
  test('takes no longer than the text is long, whatever it repeats: more than that would never end here', () => {
    for (const part of [' ', '\n', 'The Canonical', 'AKIA', 'A3T', 'Signature=', 'a', '0', '='])
      expect(redact(part.repeat(1_000_000 / part.length), ['a-secret-access-key']).length).toBeLessThanOrEqual(1_000);
  });

  test('leaves no half of a known value where it cuts', () => {
    const token = 'FwoGZXIvYXdz'.repeat(100);
    expect(redact(`${token} `.repeat(2_000), [token])).not.toContain('FwoG');
  });

  test('keeps an ordinary denial as it is', () => {
    const text =
      'User: arn:aws:sts::111122223333:assumed-role/r/f is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-2:111122223333:secret:prod/db-AbCdEf because no VPC endpoint policy allows the secretsmanager:GetSecretValue action';
    expect(redact(text, ['a-secret-access-key'])).toBe(text);
  });

  test('takes out what is known to be secret, everywhere', () => {
    expect(redact('token FwoGZXIvYXdz and again FwoGZXIvYXdz', ['FwoGZXIvYXdz', undefined])).toBe(
      'token [redacted] and again [redacted]',
    );
  });

  test('takes out access key ids, known or not', () => {
    expect(redact('key ASIAABCDEFGHIJKLMNOP is unknown', [])).toBe('key [redacted] is unknown');
  });

  test('drops what quotes the signed request or an opaque blob', () => {
    expect(redact("does not match. The Canonical String for this request should have been 'POST /'", [])).toBe(
      'does not match.',
    );
    expect(redact('You are not authorized. Encoded authorization failure message: 4GIOHlTkIaWHQD', [])).toBe(
      'You are not authorized.',
    );
  });

  test('takes out what is known to be secret in its usual disguises, and signatures', () => {
    const token = 'IQoJb3JpZ2lu/X2Vj+EXAMPLE==';
    const text = `${encodeURIComponent(token)} ${Buffer.from(token).toString('base64')} Signature=0123456789abcdef0123456789abcdef`;
    expect(redact(text, [token])).toBe('[redacted] [redacted] Signature=[redacted]');
  });

  test('keeps no endless text', () => {
    expect(redact('x'.repeat(10_000), []).length).toBe(1_000);
  });
});
