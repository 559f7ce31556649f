import type { AddressRange, Range } from '../../net/range.ts';

/** Where a flow comes from or goes to, with what is known of it; null means not known. */
export interface Place {
  readonly addresses: AddressRange;
  readonly groupIds: readonly string[] | null;
  readonly subnetId: string | null;
}

export interface Flow {
  readonly source: Place;
  readonly destination: Place;
  /** `tcp` or `udp`. */
  readonly protocol: string;
  readonly port: number;
  /** The ports that replies go to: the source's ephemeral range. */
  readonly sourcePorts: Range;
}
