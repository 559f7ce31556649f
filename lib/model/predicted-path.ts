import type { PathEvaluation } from './path-evaluation.ts';
import type { IpFamily } from './probes.ts';
import type { PathId } from './problem.ts';

/** One path by configuration: from one place of the workload to one address of the endpoint, and back. */
export interface PredictedPath {
  /** The address of the endpoint: the id of the path on which packets are observed. */
  readonly pathId: PathId;
  readonly family: IpFamily;
  readonly networkInterfaceId: string;
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
