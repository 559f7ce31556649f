// IPv4 addresses and blocks, as text that is known to be well-formed. The lab has arithmetic of its own, so that its filters and
// the rulings share nothing, and no mistake either: the kernel referees between the two.

const numberOf = (address: string): number => address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);

/** How many bits of a block are fixed; an address alone fixes them all. */
export const prefixLengthOf = (block: string): number => Number(block.split('/')[1] ?? 32);

/** Which of the blocks of a length an address is in, counted from 0.0.0.0. */
const placeOf = (address: string, length: number): number => Math.floor(numberOf(address) / 2 ** (32 - length));

/** Whether an address lies in a block; bits behind the prefix are ignored, as AWS does. */
export function isInside(block: string, address: string): boolean {
  const [base = ''] = block.split('/');
  return placeOf(base, prefixLengthOf(block)) === placeOf(address, prefixLengthOf(block));
}

/** The block of a length that an address is in. */
export function blockAround(address: string, length: number): string {
  const first = placeOf(address, length) * 2 ** (32 - length);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${length}`;
}
