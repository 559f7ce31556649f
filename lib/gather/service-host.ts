import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { UsageError } from '../model/errors.ts';

const REGION = /^[a-z]{2,6}(-[a-z]+)+-\d{1,2}$/;

/** The name that the SDK would call in a region, by the SDK's own endpoint rules: every partition is right without a table. */
export async function serviceHostOf(region: string): Promise<string> {
  if (!REGION.test(region)) throw new UsageError(`"${region}" is not a region; give one such as eu-west-2`);
  const client = new SecretsManagerClient({ region, ignoreConfiguredEndpointUrls: true });
  try {
    const [UseFIPS, UseDualStack] = await Promise.all([
      client.config.useFipsEndpoint(),
      client.config.useDualstackEndpoint(),
    ]);
    return client.config.endpointProvider({ Region: region, UseFIPS, UseDualStack }).url.hostname;
  } finally {
    client.destroy();
  }
}
