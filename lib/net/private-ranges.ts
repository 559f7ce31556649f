import { type Address, type Cidr, contains, parseCidr } from './cidr.ts';

const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map(parseCidr);

/** Ranges that are no internet's. That an address is in none of them says nothing: VPCs may use any. */
export const isPrivateRange = (address: Address | Cidr | null): boolean =>
  address !== null &&
  PRIVATE_RANGES.some((range) => range !== null && contains(range, address) && isWithin(address, range));

/** A block that begins in a private one may be wider. */
const isWithin = (address: Address | Cidr, range: Cidr): boolean =>
  !('prefixLength' in address) || address.prefixLength >= range.prefixLength;
