import { isIP } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contains, parseAddress, parseCidr } from '../../lib/net/cidr.ts';

/** Whether `address` is in `block`; null where either is not readable. */
function inside(address: string, block: string): boolean | null {
  const cidr = parseCidr(block);
  const parsed = parseAddress(address);
  return cidr && parsed && contains(cidr, parsed);
}

describe('an address lies inside a block', () => {
  test.each([
    ['10.0.1.7', '10.0.1.0/24', true],
    ['10.0.2.7', '10.0.1.0/24', false],
    ['10.0.1.255', '10.0.1.0/24', true],
    ['203.0.113.10', '0.0.0.0/0', true],
    ['10.0.1.7', '10.0.1.7/32', true],
    ['10.0.1.8', '10.0.1.7/32', false],
    ['255.255.255.255', '255.255.255.255/32', true],
    ['2001:db8::7', '2001:db8::/64', true],
    ['2001:db8:0:1::7', '2001:db8::/64', false],
    ['2001:db8::7', '::/0', true],
    ['2001:DB8::7', '2001:db8:0:0:0:0:0:7/128', true],
    ['2001:db8::8', '2001:db8::7/128', false],
  ])('%s in %s: %s', (address, block, expected) => {
    expect(inside(address, block)).toBe(expected);
  });

  test.each([
    ['10.0.1.7', '10.0.1.99/24', true],
    ['10.0.2.7', '10.0.1.99/24', false],
    ['2001:db8::7', '2001:db8::ffff/64', true],
  ])('%s in %s, whose host bits do not count: %s', (address, block, expected) => {
    expect(inside(address, block)).toBe(expected);
  });
});

describe('families stay apart', () => {
  test.each([
    ['10.0.1.7', '::/0', false],
    ['2001:db8::7', '0.0.0.0/0', false],
    ['::ffff:10.0.1.7', '10.0.1.0/24', false],
    ['10.0.1.7', '::ffff:0:0/96', false],
    ['::ffff:10.0.1.7', '::ffff:0:0/96', true],
    ['::ffff:a00:107', '::ffff:10.0.1.7/128', true],
  ])('%s in %s: %s', (address, block, expected) => {
    expect(inside(address, block)).toBe(expected);
  });
});

describe('what is not exactly an address is none', () => {
  test.each([
    ...['', '010.0.0.1', '10.00.0.1', '0x0a.0.1.7', '10.1', '167772423', '10.0.1.256', '10.0.1.1000', '10.0.1'],
    ...['10.0.1.7.8', '10.0.1.', '.10.0.1', '10..0.1', '-1.0.0.1', '+1.0.0.1', '1e1.0.0.1', '10.0.1.7 ', ' 10.0.1.7'],
    ...['10.0.1.7\n', '١.0.0.1', '10.0.1.7/32', 'localhost', '1::2::3', ':::', ':', '1:2:3:4:5:6:7', '::12345'],
    ...['1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::', ':1:2:3:4:5:6:7', '1:2:3:4:5:6:7:', 'g::', 'fe80::1%eth0', '[::1]'],
    ...['::1.2.3', '::1.2.3.256', '::01.2.3.4', '1.2.3.4::', '1.2.3.4::5', '::1.2.3.4:5', '1:2:3:4:5:6:7:1.2.3.4'],
  ])('%j', (text) => {
    expect(parseAddress(text)).toBeNull();
  });
});

describe('what is not exactly a block is none', () => {
  test.each([
    ...['', '/', '/24', '10.0.1.0', '10.0.1.0/', '10.0.1.0/ 24', '10.0.1.0/24 ', '10.0.1.0/024', '10.0.1.0/+24'],
    ...['10.0.1.0/-1', '10.0.1.0/33', '10.0.1.0/2e1', '10.0.1.0/24.0', '10.0.1.0/255.255.255.0', '10.0.1.0/24/24'],
    ...['2001:db8::/129', '2001:db8::', '::/', 'fe80::1%eth0/64', '010.0.0.0/8', '10/8', 'pl-0abc'],
  ])('%j', (text) => {
    expect(parseCidr(text)).toBeNull();
  });
});

describe('for every address', () => {
  const pieces = fc.constantFrom(
    ...'0123456789afF:.',
    '::',
    '255',
    '10.0.1.7',
    '2001:db8',
    'ffff',
    '00',
    ' ',
    '%',
    '/',
  );
  const nearlyAnAddress = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.tuple(fc.ipV6(), fc.nat(45), pieces).map(([text, at, piece]) => text.slice(0, at) + piece + text.slice(at)),
    fc.tuple(fc.ipV4(), fc.nat(15), pieces).map(([text, at, piece]) => text.slice(0, at) + piece + text.slice(at)),
  );
  const anyAddress = fc.oneof(fc.ipV4(), fc.ipV6());

  test('Node reads the same texts as addresses, zones aside', () => {
    const property = fc.property(nearlyAnAddress, (text) => {
      expect(parseAddress(text)?.family ?? 0).toBe(text.includes('%') ? 0 : isIP(text));
    });
    fc.assert(property, { numRuns: 2_000, examples: [['1.2.3.4::'], ['::1.2.3.4'], ['1:2:3:4:5:6:7::']] });
  });

  test('it is inside its own block and every wider one', () => {
    fc.assert(
      fc.property(anyAddress, fc.nat(128), (address, length) => {
        const most = address.includes(':') ? 128 : 32;
        expect(inside(address, `${address}/${Math.min(length, most)}`)).toBe(true);
      }),
    );
  });

  test('changing a bit before the prefix leaves the block, changing one behind it does not', () => {
    const property = fc.property(fc.ipV4(), fc.nat(32), fc.nat(31), (text, prefixLength, bit) => {
      const address = parseAddress(text);
      const cidr = parseCidr(`${text}/${prefixLength}`);
      if (!address || !cidr) throw new Error(`not read: ${text}`);
      const changed = { ...address, value: address.value ^ (1n << BigInt(31 - bit)) };
      expect(contains(cidr, changed)).toBe(bit >= prefixLength);
    });
    fc.assert(property);
  });

  test('no block of the other family holds it', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV6(), fc.nat(32), (v4, v6, length) => {
        expect(inside(v4, `${v6}/${length}`)).toBe(false);
        expect(inside(v6, `${v4}/${length}`)).toBe(false);
      }),
    );
  });
});
