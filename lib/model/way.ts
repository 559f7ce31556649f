import type { IpFamily } from './probes.ts';
import type { PathId } from './problem.ts';
import type { Trace } from './trace.ts';

/** One way by configuration: from one place of the client to one address of the endpoint, and back. */
export interface Way {
  /** The address of the endpoint: the id of the path on which packets are observed. */
  readonly pathId: PathId;
  readonly family: IpFamily;
  readonly networkInterfaceId: string;
  readonly availabilityZone: string | null;
  readonly from: {
    /** An address, or the block where the client may have any. */
    readonly addresses: string;
    readonly subnetId: string;
    readonly groupIds: readonly string[];
  };
  readonly to: { readonly subnetId: string | null; readonly groupIds: readonly string[] };
  readonly trace: Trace;
}
