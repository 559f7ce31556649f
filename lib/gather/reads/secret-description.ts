import type { SecretDescription } from '../../model/aws-services.ts';
import { type Observation, unseen } from '../../model/observation.ts';
import { SERVICE } from '../../services/index.ts';
import { isSecretAsked } from '../../services/secret-id.ts';
import { type SdkClient, secretDescriptionOf } from '../services/index.ts';
import { type Api, ask } from './api.ts';

/** The IAM actions this gatherer calls. */
export const actions = [SERVICE.actions.describe] as const;

/** The secret's key and its end; the call never brings the value. */
export default function readSecretDescription(
  service: Api<SdkClient>,
  secretId: string | null,
): Promise<Observation<SecretDescription>> {
  if (secretId === null) return Promise.resolve(unseen('skipped', 'no secret was given'));
  return ask(service, actions[0], async (client, abort) => {
    const { arn, ...rest } = await secretDescriptionOf(client, secretId, abort);
    if (typeof arn !== 'string' || !isSecretAsked(arn, secretId))
      throw Object.assign(new Error('no ARN'), { name: 'UnexpectedAnswer' });
    return { arn, ...rest };
  });
}
