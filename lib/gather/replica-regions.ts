import type { SecretDescription } from '../model/aws-services.ts';

/** How DescribeSecret tells of one replica. */
export interface Replica {
  readonly Region?: string | undefined;
  /** `InSync`, `InProgress` or `Failed`. */
  readonly Status?: string | undefined;
}

/** Where a secret's replicas can be read; nothing where there are none. Source: Secrets Manager API Reference, ReplicationStatusType. */
export function replicaRegionsIn(replicas: readonly Replica[] = []): Pick<SecretDescription, 'replicaRegions'> {
  const replicaRegions = replicas.flatMap(({ Region, Status }) => (Region && Status === 'InSync' ? [Region] : []));
  return replicaRegions.length > 0 ? { replicaRegions } : {};
}
