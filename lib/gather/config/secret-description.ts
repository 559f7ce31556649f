import { DescribeSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SecretDescription } from '../../model/configuration.ts';
import { type Observation, unseen } from '../../model/observation.ts';
import { isSecretAsked } from '../../model/target.ts';
import { type Api, ask } from './api.ts';

/** The IAM actions this gatherer calls. */
export const actions = ['secretsmanager:DescribeSecret'] as const;

/** The secret's key and its end; the call never brings the value. */
export default function describeSecret(
  secretsManager: Api<SecretsManagerClient>,
  secretId: string | null,
): Promise<Observation<SecretDescription>> {
  if (secretId === null) return Promise.resolve(unseen('skipped', 'no secret was named'));
  return ask(secretsManager, actions[0], async (client, abort) => {
    const { ARN, KmsKeyId, DeletedDate } = await client.send(new DescribeSecretCommand({ SecretId: secretId }), abort);
    if (typeof ARN !== 'string' || !isSecretAsked(ARN, secretId))
      throw Object.assign(new Error('no ARN'), { name: 'UnexpectedAnswer' });
    return { arn: ARN, kmsKeyId: KmsKeyId ?? null, deletedDate: DeletedDate?.toISOString() ?? null };
  });
}
