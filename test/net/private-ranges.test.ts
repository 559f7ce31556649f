import { expect, test } from '@jest/globals';
import { parseAddress, parseCidr } from '../../lib/net/cidr.ts';
import { isPrivateRange } from '../../lib/net/private-ranges.ts';

test.each(['10.0.0.0/8', '10.1.0.0/16', '172.31.0.0/16', '192.168.0.0/16', '100.64.0.0/10', 'fd00::/8'])(
  '%s is private',
  (cidr) => {
    expect(isPrivateRange(parseCidr(cidr))).toBe(true);
  },
);

test.each(['0.0.0.0/0', '10.0.0.0/7', '172.16.0.0/11', '128.0.0.0/1', '203.0.113.0/24', '::/0'])(
  '%s holds public addresses',
  (cidr) => {
    expect(isPrivateRange(parseCidr(cidr))).toBe(false);
  },
);

test('so are single addresses', () => {
  expect(isPrivateRange(parseAddress('10.255.0.1'))).toBe(true);
  expect(isPrivateRange(parseAddress('11.0.0.1'))).toBe(false);
});
