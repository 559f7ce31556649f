import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { KmsKey } from '../../model/aws-services.ts';
import { type Observation, seen } from '../../model/observation.ts';
import { type Api, ask } from './api.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['kms:DescribeKey'] as const;

/** The key that a secret is encrypted under; null for the AWS managed one. */
export default function describeKey(kms: Api<KMSClient>, keyId: string | null): Promise<Observation<KmsKey | null>> {
  if (keyId === null) return Promise.resolve(seen(null, 0));
  return ask(kms, actions[0], async (client, abort) => {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: keyId }), abort);
    if (!KeyMetadata?.KeyState) throw Object.assign(new Error('no state'), { name: 'UnexpectedAnswer' });
    const { Arn, KeyState, DeletionDate } = KeyMetadata;
    return { arn: Arn ?? keyId, keyState: KeyState, deletionDate: DeletionDate?.toISOString() ?? null };
  });
}
