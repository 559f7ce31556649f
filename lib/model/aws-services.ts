import * as v from 'valibot';
import { type Fits, text, texts, time } from './schema.ts';

/** AWS's side of the endpoint: the service that answers to the name under test. */
export const ENDPOINT_SERVICE = v.object({ serviceName: text, privateDnsNames: texts, availabilityZones: texts });
export type EndpointService = Fits<typeof ENDPOINT_SERVICE>;

/** DescribeSecret, without names of other things: what decides whether the secret can be read. */
export const SECRET_DESCRIPTION = v.object({
  arn: text,
  /** ARN, id or alias; null: the service's AWS managed key. */
  kmsKeyId: v.nullable(text),
  /** Null where the secret is not scheduled for deletion. */
  deletedDate: v.nullable(time),
  /** Other Regions where it can be read, being in sync there; absent where there are none, or it is a replica itself. */
  replicaRegions: v.exactOptional(texts),
});
export type SecretDescription = Fits<typeof SECRET_DESCRIPTION>;

export const KMS_KEY = v.object({
  arn: text,
  /** `Enabled`, `Disabled`, `PendingDeletion`, `PendingImport`, `Unavailable` and others. */
  keyState: text,
  /** Null where no deletion is scheduled. */
  deletionDate: v.nullable(time),
});
export type KmsKey = Fits<typeof KMS_KEY>;

/** Who asks. */
export const CALLER = v.object({
  accountId: text,
  /** The user or role, without the name of its session; absent where nothing tells. */
  arn: v.exactOptional(text),
});
export type Caller = Fits<typeof CALLER>;
