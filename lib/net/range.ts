import { type Cidr, type IpFamily, parseAddress, parseCidr } from './cidr.ts';

/** Whole numbers from `from` to `to`, both included: ports, or addresses of one family. */
export interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

/** A range of addresses: one alone, or a block. */
export interface AddressRange extends Range {
  readonly family: IpFamily;
}

/** The addresses of a block. */
export function rangeOfCidr({ family, value, prefixLength }: Cidr): AddressRange {
  const hostBits = BigInt((family === 4 ? 32 : 128) - prefixLength);
  const from = (value >> hostBits) << hostBits;
  return { family, from, to: from + (1n << hostBits) - 1n };
}

/** An address or a block, as text. Null where it is neither. */
export function parseRange(text: string): AddressRange | null {
  const address = parseAddress(text);
  if (address) return { family: address.family, from: address.value, to: address.value };
  const cidr = parseCidr(text);
  return cidr && rangeOfCidr(cidr);
}

export const portRange = (from: number, to = from): Range => ({ from: BigInt(from), to: BigInt(to) });

export const holds = (range: Range, value: bigint): boolean => range.from <= value && value <= range.to;

/** A range of addresses in the field's notation: an address, a block, or first–last. */
export function formatRange({ family, from, to }: AddressRange): string {
  const format = family === 4 ? formatV4 : formatV6;
  if (from === to) return format(from);
  const size = to - from + 1n;
  const hostBits = size.toString(2).length - 1;
  const isBlock = 1n << BigInt(hostBits) === size && from % size === 0n;
  return isBlock ? `${format(from)}/${(family === 4 ? 32 : 128) - hostBits}` : `${format(from)}-${format(to)}`;
}

const formatV4 = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');

/** Full form with its longest run of zero groups as `::`. Source: RFC 5952. */
function formatV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  const runs = [...groups.join(':').matchAll(/\b0(?::0)+\b/g)].toSorted((a, b) => b[0].length - a[0].length);
  const [longest] = runs;
  if (!longest) return groups.join(':');
  const text = groups.join(':');
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}
