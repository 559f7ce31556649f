import type { ConfigurationName, ConfigurationValues } from './configuration.ts';
import type { Environment, ExecutionEnvironment } from './environment.ts';
import type { Observation } from './observation.ts';
import type {
  EndpointDns,
  HttpAttempt,
  SecretRead,
  ServiceDns,
  TcpAttempt,
  TlsAttempt,
  VpcResolverDns,
} from './probes.ts';
import type { Target, Vantage } from './target.ts';

/** What is seen only from inside, where the workload is: what packets show, and what this process is told. */
export interface ProbeValues {
  readonly environment: Environment;
  readonly executionEnvironment: ExecutionEnvironment;
  readonly serviceDns: ServiceDns;
  readonly vpcResolverDns: VpcResolverDns;
  readonly endpointDns: EndpointDns;
  readonly tcp: readonly TcpAttempt[];
  readonly tls: readonly TlsAttempt[];
  readonly http: readonly HttpAttempt[];
  readonly secret: SecretRead;
}

/** Every fact by name, with its shape. */
export interface FactValues extends ProbeValues, ConfigurationValues {
  readonly target: Target;
  readonly vantage: Vantage;
}

export type FactName = keyof FactValues;

/** One observation per fact: plain JSON, safe to store, to replay and to merge. */
export type Observations = { readonly [N in FactName]: Observation<FactValues[N]> };

export type ConfigurationObservations = Pick<Observations, ConfigurationName>;

export type ProbeObservations = Pick<Observations, keyof ProbeValues>;

/** A run's snapshot of the world. */
export interface Facts {
  readonly schema: 1;
  readonly tool: { readonly name: 'vpce-doctor'; readonly version: string };
  /** ISO 8601. */
  readonly takenAt: string;
  readonly observations: Observations;
}
