import type { IpFamily } from './probes.ts';

/** Whole numbers from `from` to `to`, both included: ports, or addresses of one family. */
export interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

/** A range of addresses: one alone, or a block. */
export interface AddressRange extends Range {
  readonly family: IpFamily;
}
