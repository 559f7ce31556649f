import * as v from 'valibot';
import { PROBES } from './probes.ts';
import { type Fits, list, observed, text, textOrNull, texts, time } from './schema.ts';

const ENDPOINT_INTERFACE = v.object({
  networkInterfaceId: text,
  privateIpAddress: text,
  availabilityZone: v.exactOptional(text),
});

/** One elastic network interface of the endpoint, as told at deploy time or read from EC2. */
export type EndpointInterface = Fits<typeof ENDPOINT_INTERFACE>;

const EXPECTED_ENDPOINT = v.object({
  vpcEndpointId: v.exactOptional(text),
  /** The endpoint's own names (`vpce-….vpce.amazonaws.com`), regional and zonal: public names of its private addresses. */
  dnsNames: texts,
  networkInterfaces: list(ENDPOINT_INTERFACE),
  /** CIDRs of the VPC the endpoint is in. */
  vpcCidrs: texts,
});

/** What is known of the expected endpoint before a packet is sent. */
export type ExpectedEndpoint = Fits<typeof EXPECTED_ENDPOINT>;

export const TARGET = v.object({
  region: text,
  /** The service's regional name, from the SDK's own endpoint rules. */
  host: text,
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  /** Null where no secret was named: then configuration alone is judged. */
  secretId: textOrNull,
  /** True where the secret is the verifier's own, made for this proof. */
  canary: v.boolean(),
  /**
   * Whose permissions the call carries. `workload`: this host's own, so a denial is the workload's denial.
   * `verifier`: the diagnosing function's, so a denial of its role says nothing about a workload.
   */
  identity: v.picklist(['workload', 'verifier']),
  endpoint: EXPECTED_ENDPOINT,
});

/** What a run is asked to prove. */
export type Target = Fits<typeof TARGET>;

export const SOURCE = v.object({
  /** Decides the ephemeral ports that replies go to. */
  kind: v.picklist(['lambda', 'linux', 'windows']),
  vpcId: textOrNull,
  subnetIds: texts,
  securityGroupIds: texts,
  /** Its exact addresses; empty where only the subnets are known. */
  addresses: texts,
  /** Whether an internet gateway serves it; a function never has one. Absent where nothing tells. */
  hasPublicAddress: v.exactOptional(v.boolean()),
  /** Whether it uses IPv6 where its subnet has it; a function has to be allowed to. Absent where nothing tells. */
  usesIpv6: v.exactOptional(v.boolean()),
});

/** Where the calls under test come from: configured, read from Lambda, or found by this host's own address. */
export type Source = Fits<typeof SOURCE>;

/** `live`: it was just seen. `replayed`, `offline`: it is judged again, or was never seen by this tool. */
export const KIND = v.picklist(['live', 'replayed', 'offline']);

/** Where the facts were gathered. */
export const VANTAGE = v.object({
  kind: KIND,
  /** `outside`: configuration was read, and no packet was sent. */
  place: v.picklist(['inside', 'outside']),
  /** The Lambda function's name; null on a host. */
  functionName: textOrNull,
  /** Account of whoever looked, where it is known without asking. */
  accountId: textOrNull,
});
export type Vantage = Fits<typeof VANTAGE>;

/** One look from one place. */
export const RUN = v.object({
  takenAt: time,
  ...VANTAGE.entries,
  target: TARGET,
  source: observed(SOURCE),
  probes: v.object(PROBES),
});
export type Run = Fits<typeof RUN>;
