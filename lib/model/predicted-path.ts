import type { IpFamily } from '../net/cidr.ts';
import type { PathEvaluation } from './path-evaluation.ts';
import type { PathId } from './path-id.ts';

/** One path by configuration: from one place of the workload to one address of the endpoint, and back. */
export interface PredictedPath {
  readonly id: PathId;
  /** Of the endpoint; its observed path has the same. */
  readonly address: string;
  readonly family: IpFamily;
  readonly networkInterfaceId: string;
  /** False where another endpoint has the name in this one's place: no call goes here as things are. */
  readonly isInUse: boolean;
  readonly availabilityZone: string | null;
  readonly source: {
    /** An address, or the block where the workload may have any. */
    readonly addresses: string;
    readonly subnetId: string;
    readonly groupIds: readonly string[];
  };
  readonly destination: { readonly subnetId: string | null; readonly groupIds: readonly string[] };
  readonly evaluation: PathEvaluation;
}
