import type { Io } from './io.ts';

/** Whose credentials and which Region, as the AWS CLI has them. */
export const AWS_OPTIONS = { region: { type: 'string' }, profile: { type: 'string' } } as const;

export const AWS_HELP = `  --region REGION         default: AWS_REGION, then that of the profile
  --profile NAME          a profile of ~/.aws/config; default: AWS_PROFILE
`;

interface AwsValues {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

/** Keys in the environment would be used before a profile, which was asked for by name. */
const KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

/** Makes a profile that was named the one that SDKs use, and finds the Region. */
export async function regionIn({ region, profile }: AwsValues, io: Io): Promise<string | undefined> {
  const { env } = io;
  if (profile !== undefined) {
    for (const key of KEYS) delete env[key];
    env.AWS_PROFILE = profile;
  }
  return region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? (await io.profileRegion?.());
}
