export type IpFamily = 4 | 6;

export interface Address {
  readonly family: IpFamily;
  readonly value: bigint;
}

export interface Cidr extends Address {
  readonly prefixLength: number;
}

const OCTET = /^(0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;
const LENGTH = /^(0|[1-9]\d{0,2})$/;

/** Reads an address strictly: no octal, no short forms, no zone, no white space. Null where it is not one. */
export function parseAddress(text: string): Address | null {
  const value = text.includes(':') ? parseV6(text) : parseV4(text);
  return value === null ? null : { family: text.includes(':') ? 6 : 4, value };
}

/** Reads `address/length`; bits behind the prefix are ignored, as AWS does. Null where it is not one. */
export function parseCidr(text: string): Cidr | null {
  const [head = '', length = '', ...rest] = text.split('/');
  const address = parseAddress(head);
  if (!address || rest.length > 0 || !LENGTH.test(length)) return null;
  const prefixLength = Number(length);
  return prefixLength > widthOf(address.family) ? null : { ...address, prefixLength };
}

/** Whether an address lies inside a block. Families never match each other, not even through `::ffff:0:0/96`. */
export function contains(cidr: Cidr, address: Address): boolean {
  if (cidr.family !== address.family) return false;
  const shift = BigInt(widthOf(cidr.family) - cidr.prefixLength);
  return cidr.value >> shift === address.value >> shift;
}

const widthOf = (family: IpFamily): number => (family === 4 ? 32 : 128);

function parseV4(text: string): bigint | null {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)) return null;
  return BigInt(octets.reduce((value, octet) => value * 256 + Number(octet), 0));
}

function parseV6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  // Only the very end may be written as IPv4: `::ffff:10.0.1.7`.
  const groups = halves.map((half, index) =>
    half === '' ? [] : half.split(':').flatMap(index === halves.length - 1 ? expandV4Tail : (group) => [group]),
  );
  const given = groups.flat();
  const missing = 8 - given.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  if (!given.every((group) => GROUP.test(group))) return null;
  const all = [
    ...(groups[0] ?? []),
    ...Array<string>(halves.length === 2 ? missing : 0).fill('0'),
    ...(groups[1] ?? []),
  ];
  return all.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

function expandV4Tail(group: string, index: number, all: readonly string[]): readonly string[] {
  if (!group.includes('.') || index !== all.length - 1) return [group];
  const value = parseV4(group);
  return value === null ? [group] : [(value >> 16n).toString(16), (value & 0xffffn).toString(16)];
}
