import { isService } from './vpc-endpoint.ts';

/** One elastic network interface of the endpoint, as told at deploy time or read from EC2. */
export interface EndpointInterface {
  readonly networkInterfaceId: string;
  readonly privateIpAddress: string;
  readonly availabilityZone?: string;
}

/** What is known of the expected endpoint before a packet is sent. */
export interface ExpectedEndpoint {
  readonly vpcEndpointId?: string;
  /** The endpoint's own names (`vpce-….vpce.amazonaws.com`), regional and zonal: public names of its private addresses. */
  readonly dnsNames: readonly string[];
  readonly networkInterfaces: readonly EndpointInterface[];
  /** CIDRs of the VPC the endpoint is in. */
  readonly vpcCidrs: readonly string[];
}

/** What a run is asked to prove. */
export interface Target {
  readonly region: string;
  /** The service's regional name, from the SDK's own endpoint rules. */
  readonly host: string;
  readonly port: number;
  /** Null where no secret was named: then configuration alone is judged. */
  readonly secretId: string | null;
  /** True where the secret is the verifier's own, made for this proof. */
  readonly canary: boolean;
  /**
   * Whose permissions the call carries. `workload`: this host's own, so a denial is the workload's denial.
   * `verifier`: the diagnosing function's, so a denial of its role says nothing about a workload.
   */
  readonly identity: 'workload' | 'verifier';
  readonly endpoint: ExpectedEndpoint;
}

/** Where the facts were gathered. */
export interface Vantage {
  readonly kind: 'live' | 'replayed' | 'offline';
  /** The Lambda function's name; null on a host. */
  readonly functionName: string | null;
  /** `outside`: configuration was read, and no packet was sent. */
  readonly place: 'inside' | 'outside';
  /** Account of whoever looked, where it is known without asking. */
  readonly accountId: string | null;
}

/** The secret's id for a sentence or a command; a placeholder where none was named. */
export const secretIdOf = ({ secretId }: Target): string => secretId ?? 'SECRET_ID';

/** Whether a service is the one under test. */
export const servesTarget = (serviceName: string | undefined, { region, host }: Target): boolean =>
  isService(serviceName, `${region}.${host.slice(0, host.indexOf('.'))}`);
