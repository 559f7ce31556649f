import type { SecretDescription } from '../../model/aws-services.ts';
import { type Observation, unseen } from '../../model/observation.ts';
import { SERVICE } from '../../services/index.ts';
import { isNamesake, isSecretArn, isSecretAsked, namesInArn } from '../../services/secret-id.ts';
import { type SdkClient, secretDescriptionOf } from '../services/index.ts';
import { type Api, ask } from './api.ts';

/** The IAM actions this gatherer calls. */
export const actions = [SERVICE.actions.describe] as const;

/** How the service refuses an ARN that is no secret's here, by whether the caller may ask for it. */
const NOT_FOUND = 'ResourceNotFoundException';
const REFUSALS: ReadonlySet<unknown> = new Set([NOT_FOUND, 'AccessDeniedException']);

const nameOf = (error: unknown): unknown => (error as { readonly name?: unknown } | null)?.name;

/**
 * The secret's key and its end; the call never brings the value. Where there is none of the ARN that is asked for, that of the same
 * name: it tells what is wrong with the ARN.
 */
export default function readSecretDescription(
  service: Api<SdkClient>,
  secretId: string | null,
): Promise<Observation<SecretDescription>> {
  if (secretId === null) return Promise.resolve(unseen('skipped', 'no secret was given'));
  return ask(service, actions[0], async (client, abort) => {
    const described = (id: string) => secretDescriptionOf(client, id, abort);
    const { arn, ...rest } = await described(secretId).catch((error: unknown) => {
      return REFUSALS.has(nameOf(error)) && isSecretArn(secretId)
        ? byName(described, secretId, error)
        : Promise.reject(error);
    });
    if (typeof arn !== 'string' || !(isSecretAsked(arn, secretId) || isNamesake(arn, secretId)))
      throw Object.assign(new Error('no ARN'), { name: 'UnexpectedAnswer' });
    return { arn, ...rest };
  });
}

/**
 * The first that is found by a name that the ARN may be of; without one, the refusal of the ARN. The shorter name may be another
 * secret's: it counts only where the service has none of the ARN, nor of the whole name. Who may not ask knows of neither.
 */
async function byName<T extends { readonly arn: unknown }>(
  described: (id: string) => Promise<T>,
  secretArn: string,
  refusal: unknown,
): Promise<T> {
  for (const name of namesInArn(secretArn)) {
    const found = await described(name).catch((error: unknown) => ({ error }));
    if (!('error' in found)) return found;
    if (nameOf(found.error) !== NOT_FOUND || nameOf(refusal) !== NOT_FOUND) break;
  }
  throw refusal;
}
