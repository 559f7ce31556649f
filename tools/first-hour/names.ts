import type { Configuration, ConfigurationInput } from '../../infra/configuration.ts';
import { stackNameOf } from '../../infra/stack-name.ts';

type GivenWorkload = NonNullable<ConfigurationInput['workloads']>[number];

/** What commands and looks need to know. What only a deployment tells is a word in capitals until it is learned. */
export interface Names {
  /** The file that is deployed. */
  readonly file: string;
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  readonly vpc: string;
  readonly subnets: readonly string[];
  readonly workloads: readonly GivenWorkload[];
  readonly endpoint: string;
  readonly endpointArn: string;
  readonly canary: string;
  readonly verifier: string;
  readonly logGroup: string;
  /** When the endpoint was complete, in milliseconds since 1970; null before that is known. */
  readonly endpointSince: number | null;
}

export const namesOf = (configuration: Configuration, file: string): Names => ({
  file,
  stack: stackNameOf(configuration),
  account: configuration.account ?? 'ACCOUNT',
  region: configuration.region ?? 'REGION',
  vpc: configuration.vpcId ?? 'VPC',
  subnets: configuration.subnetIds,
  workloads: configuration.workloads.map(withoutDefaults),
  endpoint: 'ENDPOINT_ID',
  endpointArn: 'ENDPOINT_ARN',
  canary: 'CANARY_ARN',
  verifier: 'VERIFIER',
  logGroup: 'LOG_GROUP',
  endpointSince: null,
});

const DEFAULTS: Readonly<Record<string, unknown>> = { seal: false, architecture: 'arm64', memoryMb: 256 };

/** As short as a person would write it. */
const withoutDefaults = (workload: Configuration['workloads'][number]): GivenWorkload =>
  Object.fromEntries(
    Object.entries(workload).filter(
      ([key, value]) => DEFAULTS[key] !== value && !(key === 'allow' && workload.allow.length === 0),
    ),
  ) as GivenWorkload;
