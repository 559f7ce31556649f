import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { leaksIn } from './leaks.ts';

const VALUE = '{"username":"app","password":"Pw-0123456789/+?"}';

describe('the search for leaks', () => {
  test.each([
    ['plain', (text: string) => text],
    ['inside JSON', (text: string) => JSON.stringify({ text })],
    ['inside JSON inside JSON', (text: string) => JSON.stringify(JSON.stringify({ text }))],
    ['in hex', (text: string) => Buffer.from(text).toString('hex')],
    ['in a URL', (text: string) => encodeURIComponent(text)],
    ['in base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in base64url', (text: string) => Buffer.from(text).toString('base64url')],
  ])('finds a value %s', (_, disguise) => {
    expect(leaksIn(`before ${disguise(VALUE)} after`, [VALUE])).not.toEqual([]);
  });

  test('finds a value inside something longer that was encoded as a whole', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const encoded = Buffer.from(before + VALUE + after).toString('base64');
        expect(leaksIn(encoded, [VALUE])).not.toEqual([]);
      }),
    );
  });

  test('finds nothing where nothing is', () => {
    expect(leaksIn('verdict connected, root cause none', [VALUE])).toEqual([]);
  });
});
