import { type Address, contains, parseAddress, parseCidr } from './cidr.ts';
import { type AddressRange, parseRange } from './range.ts';

const PREFIX = '64:ff9b::/96';
const BLOCK = parseCidr(PREFIX);
const RANGE = parseRange(PREFIX);

/** An address as a value; behind the well-known prefix of DNS64 stands an IPv4 address, and that one counts. Source: RFC 6052. */
export function unwrapped(text: string): Address | null {
  const address = parseAddress(text);
  return address && isTranslated(address) ? { family: 4, value: address.value & 0xffff_ffffn } : address;
}

const isTranslated = (address: Address): boolean => BLOCK !== null && contains(BLOCK, address);

/** Whether an address is one that NAT64 translates to an IPv4 one. */
export function isNat64(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && isTranslated(address);
}

/** IPv4 addresses as IPv6 clients send to them through NAT64; null for those that are IPv6 already. */
export const embedded = ({ family, from, to }: AddressRange): AddressRange | null =>
  family === 6 || RANGE === null ? null : { family: 6, from: RANGE.from + from, to: RANGE.from + to };
