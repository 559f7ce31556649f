import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatSpan,
  holds,
  parseSpan,
  portSpan,
  type Span,
  segmentsOf,
  spanOfCidr,
} from '../../../lib/analyze/network/segments.ts';
import { span } from '../../support/network.ts';

const anySpan = (most: number): fc.Arbitrary<Span> =>
  fc.tuple(fc.nat(most), fc.nat(most)).map(([one, other]) => portSpan(Math.min(one, other), Math.max(one, other)));

describe('cutting a range', () => {
  test('covers the whole, in order, without gaps or overlap', () => {
    const property = fc.property(anySpan(300), fc.array(anySpan(300), { maxLength: 8 }), (whole, cutters) => {
      const pieces = segmentsOf(whole, cutters);
      expect(pieces.at(0)?.from).toBe(whole.from);
      expect(pieces.at(-1)?.to).toBe(whole.to);
      for (const piece of pieces) expect(piece.from <= piece.to).toBe(true);
      for (const [index, piece] of pieces.slice(1).entries()) expect(piece.from).toBe((pieces[index]?.to ?? 0n) + 1n);
    });
    fc.assert(property);
  });

  test('leaves each piece wholly inside or wholly outside of every cutter', () => {
    const property = fc.property(anySpan(300), fc.array(anySpan(300), { maxLength: 8 }), (whole, cutters) => {
      for (const piece of segmentsOf(whole, cutters)) {
        for (const cutter of cutters) expect(holds(cutter, piece.from)).toBe(holds(cutter, piece.to));
        for (const { from, to } of cutters) expect(piece.from < from && to < piece.to).toBe(false);
      }
    });
    fc.assert(property);
  });

  test('cuts only where a cutter begins or ends', () => {
    const property = fc.property(anySpan(300), fc.array(anySpan(300), { maxLength: 8 }), (whole, cutters) => {
      const edges = cutters.flatMap(({ from, to }) => [from, to + 1n]);
      for (const piece of segmentsOf(whole, cutters).slice(1)) expect(edges).toContain(piece.from);
    });
    fc.assert(property);
  });

  test.each([
    ['nothing to cut with', [], ['1-9']],
    ['a cutter that covers it', [portSpan(0, 10)], ['1-9']],
    ['a cutter that is it', [portSpan(1, 9)], ['1-9']],
    ['cutters beside it', [portSpan(0, 0), portSpan(10, 12)], ['1-9']],
    ['a cutter in its middle', [portSpan(4, 5)], ['1-3', '4-5', '6-9']],
    ['its first number alone', [portSpan(1)], ['1-1', '2-9']],
    ['its last number alone', [portSpan(9)], ['1-8', '9-9']],
    ['the same cutter twice', [portSpan(3, 4), portSpan(3, 4)], ['1-2', '3-4', '5-9']],
  ])('from 1 to 9 by %s', (_, cutters, expected) => {
    expect(segmentsOf(portSpan(1, 9), cutters).map(({ from, to }) => `${from}-${to}`)).toEqual(expected);
  });
});

describe('a span is written', () => {
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
    expect(formatSpan(span(text))).toBe(expected);
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
    expect(formatSpan({ family: span(first).family, from: span(first).from, to: span(last).to })).toBe(expected);
  });

  test('every IPv6 address as Node writes it in a URL', () => {
    const zeros = fc.array(fc.constantFrom('0', '0', '1', '10', 'ff0', 'ffff'), { minLength: 8, maxLength: 8 });
    const addresses = fc.oneof(
      fc.ipV6(),
      zeros.map((groups) => groups.join(':')),
    );
    const property = fc.property(addresses, (text) => {
      expect(formatSpan(span(text))).toBe(new URL(`http://[${text}]`).hostname.slice(1, -1));
    });
    fc.assert(property, { numRuns: 1_000, examples: [['::'], ['::1'], ['1::'], ['::ffff:10.0.1.7']] });
  });

  test('so that it reads back as the same block', () => {
    const property = fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(128), (text, length) => {
      const block = span(`${text}/${Math.min(length, text.includes(':') ? 128 : 32)}`);
      expect(parseSpan(formatSpan(block))).toEqual(block);
    });
    fc.assert(property);
  });
});

describe('a text is a span', () => {
  test.each(['', '10.0.1.0/33', '10.0.1.5-10.0.1.9', 'pl-0abc', 'sg-0abc', '2001:db8::/129'])('%j is none', (text) => {
    expect(parseSpan(text)).toBeNull();
  });

  test('a block begins at its network address and ends at its last', () => {
    const block = spanOfCidr({ family: 4, value: 0x0a00_0163n, prefixLength: 28 });
    expect(block).toEqual({ family: 4, from: 0x0a00_0160n, to: 0x0a00_016fn });
  });
});
