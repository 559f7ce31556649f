import { env } from 'node:process';
import { UsageError } from '../model/errors.ts';
import { sdkClientOf } from './services/index.ts';

const REGION = /^[a-z]{2,6}(-[a-z]+)+-\d{1,2}$/;

/** By Region, and by what the environment asks for: a warm function asks the same every time. */
const known = new Map<string, Promise<string>>();

/** The name that the SDK would call in a region, by the SDK's own endpoint rules: every partition is right without a table. */
export async function serviceHostOf(region: string): Promise<string> {
  if (!REGION.test(region)) throw new UsageError(`"${region}" isn't a Region; pass one such as eu-west-2`);
  const { AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT, AWS_PROFILE } = env;
  const key = JSON.stringify([region, AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT, AWS_PROFILE]);
  const host = known.get(key) ?? hostBySdk(region);
  known.set(key, host);
  return host;
}

async function hostBySdk(region: string): Promise<string> {
  const client = sdkClientOf({ region, ignoreConfiguredEndpointUrls: true });
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
