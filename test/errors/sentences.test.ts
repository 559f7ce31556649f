import { describe, expect, test } from '@jest/globals';
import { knownSentence } from '../../lib/errors/sentences.ts';

describe('a sentence is known', () => {
  test('whatever its capitals, and is said in the words that are kept here', () => {
    expect(knownSentence('access to kms IS NOT ALLOWED')).toBe('Access to KMS is not allowed');
  });

  test('by its beginning; what follows is not part of it', () => {
    expect(knownSentence('Rate exceeded, and so on')).toBe('Rate exceeded');
  });

  test('the longer before the one that it begins with', () => {
    const long = "Secrets Manager can't find the specified secret value for staging label: AWSPENDING";
    expect(knownSentence(long)).toBe(long);
  });

  test('only with fields of their form', () => {
    expect(
      knownSentence("Secrets Manager can't find the specified secret value for staging label: hunter2"),
    ).toBeNull();
    expect(knownSentence('Signature expired: yesterday is now earlier than today')).toBeNull();
  });

  test('and no other is', () => {
    for (const text of ['', 'Rate', 'The Rate exceeded', 'User: x is not authorized'])
      expect(knownSentence(text)).toBeNull();
  });
});
