import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatRange, parseRange, rangeOfCidr } from '../../lib/net/range.ts';
import { span } from '../support/network.ts';

describe('a range is written', () => {
  test.each([
    ['a single address as itself', '10.0.1.7', '10.0.1.7'],
    ['a block of one as an address', '10.0.1.7/32', '10.0.1.7'],
    ['a block as a block', '10.0.1.0/24', '10.0.1.0/24'],
    ['a block by its first address', '10.0.1.99/24', '10.0.1.0/24'],
    ['everything as /0', '0.0.0.0/0', '0.0.0.0/0'],
    ['the last address', '255.255.255.255', '255.255.255.255'],
    ['an IPv6 block', '2001:db8:0:1::/64', '2001:db8:0:1::/64'],
    ['an IPv6 block of one', '2001:DB8::7/128', '2001:db8::7'],
    ['all of IPv6', '::/0', '::/0'],
    ['the first of two equal runs of zeros as ::', '2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['the longer run of zeros as ::', '2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['one zero group in full', '2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['no zero that only ends a group', '10:0:0:10:100:1:a0:b0', '10::10:100:1:a0:b0'],
  ])('%s: %s', (_, text, expected) => {
    expect(formatRange(span(text))).toBe(expected);
  });

  test.each([
    ['10.0.1.5', '10.0.1.9', '10.0.1.5-10.0.1.9'],
    // As many as in a block, but not where a block can begin.
    ['10.0.1.2', '10.0.1.5', '10.0.1.2-10.0.1.5'],
    ['10.0.1.0', '10.0.1.2', '10.0.1.0-10.0.1.2'],
    ['10.0.1.128', '10.0.1.255', '10.0.1.128/25'],
    ['10.0.0.255', '10.0.1.0', '10.0.0.255-10.0.1.0'],
    ['2001:db8::1', '2001:db8::2', '2001:db8::1-2001:db8::2'],
    ['2001:db8::2', '2001:db8::3', '2001:db8::2/127'],
  ])('from %s to %s as %s', (first, last, expected) => {
    expect(formatRange({ family: span(first).family, from: span(first).from, to: span(last).to })).toBe(expected);
  });

  test('every IPv6 address as Node writes it in a URL', () => {
    const zeros = fc.array(fc.constantFrom('0', '0', '1', '10', 'ff0', 'ffff'), { minLength: 8, maxLength: 8 });
    const addresses = fc.oneof(
      fc.ipV6(),
      zeros.map((groups) => groups.join(':')),
    );
    const property = fc.property(addresses, (text) => {
      expect(formatRange(span(text))).toBe(new URL(`http://[${text}]`).hostname.slice(1, -1));
    });
    fc.assert(property, { numRuns: 1_000, examples: [['::'], ['::1'], ['1::'], ['::ffff:10.0.1.7']] });
  });

  test('so that it reads back as the same block', () => {
    const property = fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(128), (text, length) => {
      const block = span(`${text}/${Math.min(length, text.includes(':') ? 128 : 32)}`);
      expect(parseRange(formatRange(block))).toEqual(block);
    });
    fc.assert(property);
  });
});

describe('a text is a span', () => {
  test.each(['', '10.0.1.0/33', '10.0.1.5-10.0.1.9', 'pl-0abc', 'sg-0abc', '2001:db8::/129'])('%j is none', (text) => {
    expect(parseRange(text)).toBeNull();
  });

  test('a block begins at its network address and ends at its last', () => {
    const block = rangeOfCidr({ family: 4, value: 0x0a00_0163n, prefixLength: 28 });
    expect(block).toEqual({ family: 4, from: 0x0a00_0160n, to: 0x0a00_016fn });
  });
});
