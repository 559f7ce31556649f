import { getProfileName, parseKnownFiles } from '@smithy/core/config';
import type { CredentialSource } from '../model/credentials.ts';
import { hasKeys, type Variables } from './in-environment.ts';

type Profile = Readonly<Record<string, string | undefined>>;

/** Where the chain will look, and what a source builds on: a profile's role needs the credentials of another source. */
export type SourceSteps = readonly [CredentialSource, ...CredentialSource[]];

/**
 * Which source the SDK's chain comes to, in its order: keys of the environment, the profile, a web identity, a container's agent,
 * instance metadata. The chain itself loads; this only names what it does.
 * Source: AWS SDK for JavaScript v3, credential-provider-node, `defaultProvider`.
 */
export async function sourceStepsOf(variables: Variables): Promise<SourceSteps> {
  if (hasKeys(variables)) return ['environment'];
  const profiles = await knownProfiles();
  const [first, ...more] = ofProfile(getProfileName({}), profiles, variables);
  if (first !== undefined) return [first, ...more];
  if (variables.AWS_WEB_IDENTITY_TOKEN_FILE && variables.AWS_ROLE_ARN) return ['web-identity'];
  const container = containerSource(variables);
  if (container !== null) return [container];
  return isOff(variables.AWS_EC2_METADATA_DISABLED) ? ['none'] : ['instance-metadata'];
}

/** Whether a profile is named that no file has: the chain passes over it without a word. `default` needs none to be there. */
export const isProfileAbsent = async ({ AWS_PROFILE: name }: Variables): Promise<boolean> =>
  Boolean(name) && name !== 'default' && !(await knownProfiles())[name ?? ''];

/** A file that cannot be read is none to the chain either. */
const knownProfiles = (): Promise<Readonly<Record<string, Profile>>> => parseKnownFiles({}).catch(() => ({}));

const isOff = (value: string | undefined): boolean => Boolean(value) && value !== 'false';

/** Addresses of EKS's agent. Source: EKS User Guide, "Understand how EKS Pod Identity works". */
const POD_IDENTITY_HOSTS: ReadonlySet<string> = new Set(['169.254.170.23', '[fd00:ec2::23]']);

function containerSource(variables: Variables): CredentialSource | null {
  if (variables.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI) return 'container';
  const full = variables.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (!full) return null;
  return POD_IDENTITY_HOSTS.has(URL.parse(full)?.hostname ?? '') ? 'pod-identity' : 'container';
}

const NAMED: Readonly<Record<string, CredentialSource>> = {
  EcsContainer: 'container',
  Ec2InstanceMetadata: 'instance-metadata',
  Environment: 'environment',
};

/** What a profile stands for, in the order in which the SDK tries its keys; nothing where it is none. */
function ofProfile(
  name: string,
  profiles: Readonly<Record<string, Profile>>,
  variables: Variables,
  visited: readonly string[] = [],
): readonly CredentialSource[] {
  const profile = profiles[name];
  if (!profile || visited.includes(name)) return [];
  const { role_arn: role, source_profile: from, credential_source: named } = profile;
  const isStatic = Boolean(profile.aws_access_key_id && profile.aws_secret_access_key);
  // A profile may name itself: its own keys then assume its role.
  if (isStatic && visited.length > 0) return ['profile'];
  if (role && from && !named) {
    const rest =
      from === name
        ? isStatic
          ? (['profile'] as const)
          : []
        : ofProfile(from, profiles, variables, [...visited, name]);
    return ['assumed-role', ...rest];
  }
  if (named && !from && (role || visited.length > 0)) {
    const source = named === 'EcsContainer' ? (containerSource(variables) ?? 'container') : NAMED[named];
    return [...(role ? (['assumed-role'] as const) : []), ...(source ? [source] : [])];
  }
  if (isStatic) return ['profile'];
  if (profile.web_identity_token_file && role) return ['web-identity'];
  if (profile.credential_process) return ['process'];
  if (profile.sso_session || profile.sso_start_url || profile.sso_account_id) return ['sso'];
  return profile.login_session ? ['login'] : [];
}
