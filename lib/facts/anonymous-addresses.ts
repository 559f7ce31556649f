import { type Address, type Cidr, parseAddress, parseCidr } from '../net/cidr.ts';
import { formatRange, rangeOfCidr } from '../net/range.ts';

/** Replaces each address and block in a text. */
export type ReplaceAddresses = (text: string) => string;

const CANDIDATES = /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f:.]{1,45})(?:\/\d{1,3})?(?![\w:])/gi;

/**
 * Turns over some bits of every address, the same ones of all that are alike: what was in a block is in it, what was next to
 * another is next to it, private stays private, and the last two bytes stay, by which a VPC's resolver and the first addresses of
 * its subnets are known. Of 192.168.0.0/16 and of addresses with a meaning of their own (loopback, link-local, multicast) nothing changes.
 */
export const anonymousAddresses =
  (mask: number): ReplaceAddresses =>
  (text) =>
    text.replace(CANDIDATES, (found) => {
      const cidr = parseCidr(found);
      if (cidr) return formatCidr(moved(cidr, cidr.prefixLength, mask), cidr.prefixLength);
      const address = parseAddress(found);
      return address ? formatCidr(moved(address, address.family === 4 ? 32 : 128, mask), null) : found;
    });

function formatCidr(address: Address, prefixLength: number | null): string {
  const whole: Cidr = { ...address, prefixLength: address.family === 4 ? 32 : 128 };
  const text = formatRange(rangeOfCidr(whole));
  return prefixLength === null ? text : `${text}/${prefixLength}`;
}

function moved({ family, value }: Address, prefixLength: number, mask: number): Address {
  const width = family === 4 ? 32 : 128;
  const network = ((1n << BigInt(prefixLength)) - 1n) << BigInt(width - prefixLength);
  return { family, value: value ^ ((family === 4 ? turnedV4(value, mask) : turnedV6(value, mask)) & network) };
}

/** Bits of the second byte that may turn over without leaving a range that means something, by the first byte. */
const TURNABLE: Readonly<Record<number, number>> = { 0: 0, 100: 0x3f, 127: 0, 169: 0, 172: 0x0f, 192: 0 };

const MULTICAST = 224;

function turnedV4(value: bigint, mask: number): bigint {
  const first = Number(value >> 24n);
  const turnable = first >= MULTICAST ? 0 : (TURNABLE[first] ?? 0xff);
  return BigInt(mask & turnable) << 16n;
}

/** Prefixes with an IPv4 address behind them: NAT64's well-known one, and IPv4-mapped. Source: RFC 6052, RFC 4291. */
const WITH_V4: readonly bigint[] = [0x0064_ff9bn << 64n, 0xffffn];

/** Amazon's own services at a fixed address are in fd00:ec2::/32; below 16 and from fe80 on stands no network of anybody's. */
function turnedV6(value: bigint, mask: number): bigint {
  if (WITH_V4.includes(value >> 32n)) return turnedV4(value & 0xffff_ffffn, mask);
  const first = Number(value >> 112n);
  const isOwn = value >> 96n === 0xfd00_0ec2n;
  if (isOwn || first < 0x100 || first >= 0xfe80) return 0n;
  return (BigInt(mask) * 0x01_0101n) << 88n;
}
