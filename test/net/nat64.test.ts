import { expect, test } from '@jest/globals';
import { embedded, isNat64, unwrapped } from '../../lib/net/nat64.ts';
import { formatRange, parseRange } from '../../lib/net/range.ts';

test('an address behind the prefix of DNS64 is the IPv4 one that stands there', () => {
  expect(unwrapped('64:ff9b::a00:164')).toEqual(unwrapped('10.0.1.100'));
  expect(unwrapped('2001:db8::1')).toMatchObject({ family: 6 });
  expect(unwrapped('no address')).toBeNull();
});

test.each([
  ['64:ff9b::a00:164', true],
  ['64:ff9b:1::a00:164', false],
  ['10.0.1.100', false],
  ['no address', false],
])('%s goes through NAT64: %s', (address, expected) => {
  expect(isNat64(address)).toBe(expected);
});

test('a block of IPv4 addresses is embedded whole, and an IPv6 one not at all', () => {
  const [v4, v6] = [parseRange('10.0.1.0/24'), parseRange('2001:db8::/64')];
  expect(formatRange(embedded(v4 ?? never()) ?? never())).toBe('64:ff9b::a00:100/120');
  expect(embedded(v6 ?? never())).toBeNull();
});

function never(): never {
  throw new Error('no range');
}
