import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import type { SecretDescription } from '../../model/aws-services.ts';
import { replicaRegionsIn } from '../replica-regions.ts';

/** The SDK's client of the service. */
export type SdkClient = SecretsManagerClient;

interface Abort {
  readonly abortSignal: AbortSignal;
}

/** What an answer shows: how long the value is, and never the value. As a peer sent it, of whatever type. */
export interface SecretAnswer {
  readonly arn: unknown;
  readonly length: number;
  readonly status: number | null;
  readonly requestId: unknown;
}

/** A client; nothing is sent. */
export const sdkClientOf = (config: SecretsManagerClientConfig): SdkClient => new SecretsManagerClient(config);

/** The operation under test, called once. */
export async function readSecret(client: SdkClient, secretId: string, abort: Abort): Promise<SecretAnswer> {
  const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }), abort);
  const { ARN, SecretString, SecretBinary, $metadata } = answer;
  const length = SecretString?.length ?? SecretBinary?.byteLength ?? 0;
  return { arn: ARN, length, status: $metadata.httpStatusCode ?? null, requestId: $metadata.requestId };
}

/** The secret's key and its end, with an ARN where the answer has one; the call never brings the value. */
export async function secretDescriptionOf(
  client: SdkClient,
  secretId: string,
  abort: Abort,
): Promise<Omit<SecretDescription, 'arn'> & { readonly arn: unknown }> {
  const answer = await client.send(new DescribeSecretCommand({ SecretId: secretId }), abort);
  const { ARN, KmsKeyId, DeletedDate, ReplicationStatus } = answer;
  return {
    arn: ARN,
    kmsKeyId: KmsKeyId ?? null,
    deletedDate: DeletedDate?.toISOString() ?? null,
    ...replicaRegionsIn(ReplicationStatus),
  };
}
