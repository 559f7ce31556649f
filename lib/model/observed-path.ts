import type { IpFamily } from '../net/cidr.ts';
import type { PathId } from './path-id.ts';
import type { HttpOutcome, TcpOutcome } from './probes.ts';
import type { TlsOutcome } from './tls.ts';

/**
 * Whose address a path leads to. `endpoint`: the endpoint's. `other`: known not to be.
 * `unknown`: nothing says what the endpoint's addresses are.
 */
export type AddressOwner = 'endpoint' | 'other' | 'unknown';

/** One path from here to one address, with what packets did on it. */
export interface ObservedPath {
  readonly id: PathId;
  readonly address: string;
  readonly family: IpFamily;
  readonly availabilityZone: string | null;
  readonly networkInterfaceId: string | null;
  /** True where the service's name resolves to this address, so that a workload would use it. */
  readonly inDnsAnswer: boolean;
  readonly owner: AddressOwner;
  /** Inside a CIDR of the endpoint's VPC; null where those are not known. */
  readonly inVpc: boolean | null;
  /**
   * Part of an answer such as the service's public one, of A and AAAA records in no private range, where nothing tells the VPC's
   * blocks or the endpoint's addresses. A VPC may have such ranges too.
   */
  readonly looksPublic: boolean;
  readonly tcp: TcpOutcome;
  readonly tls: TlsOutcome | null;
  readonly http: HttpOutcome | null;
}
