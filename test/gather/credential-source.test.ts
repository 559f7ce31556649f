import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sourceStepsOf } from '../../lib/gather/credential-source.ts';

const KEPT = { ...process.env };
const CONFIG = `
[profile keys]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = example
[profile role]
role_arn = arn:aws:iam::111122223333:role/ops
source_profile = keys
[profile role-by-sso]
role_arn = arn:aws:iam::111122223333:role/ops
source_profile = sso
[profile itself]
role_arn = arn:aws:iam::111122223333:role/ops
source_profile = itself
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = example
[profile role-of-task]
role_arn = arn:aws:iam::111122223333:role/ops
credential_source = EcsContainer
[profile role-of-instance]
role_arn = arn:aws:iam::111122223333:role/ops
credential_source = Ec2InstanceMetadata
[profile web]
role_arn = arn:aws:iam::111122223333:role/eso
web_identity_token_file = /token
[profile program]
credential_process = /bin/true
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = ops
[profile login]
login_session = arn:aws:iam::111122223333:user/ops
[profile circle]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = circle-back
[profile circle-back]
role_arn = arn:aws:iam::111122223333:role/b
source_profile = circle
`;
const KEYS = { AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };
const WEB = { AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/eso' };
const POD = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials' };
const TASK = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1' };

describe('the source that the chain comes to', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'source-'));
    writeFileSync(join(folder, 'config'), CONFIG);
  });
  afterAll(() => {
    process.env = { ...KEPT };
    rmSync(folder, { recursive: true });
  });

  const stepsOf = (variables: Readonly<Record<string, string>>) => {
    process.env = {
      HOME: folder,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      ...variables,
    } as NodeJS.ProcessEnv;
    return sourceStepsOf(process.env);
  };

  test.each([
    ['keys', KEYS, ['environment']],
    ['keys beside a web identity', { ...KEYS, ...WEB }, ['environment']],
    ['keys beside a profile, which comes first', { ...KEYS, AWS_PROFILE: 'sso' }, ['sso']],
    ['half a key', { AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE' }, ['instance-metadata']],
    ['a web identity', WEB, ['web-identity']],
    ['a token without a role', { AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }, ['instance-metadata']],
    ['a web identity beside Pod Identity', { ...WEB, ...POD }, ['web-identity']],
    ['Pod Identity', POD, ['pod-identity']],
    [
      'Pod Identity over IPv6',
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://[fd00:ec2::23]/v1/credentials' },
      ['pod-identity'],
    ],
    ['another agent', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:8080/' }, ['container']],
    ['a task', TASK, ['container']],
    ['a task whose path comes before a URL', { ...TASK, ...POD }, ['container']],
    ['nothing', {}, ['instance-metadata']],
    ['metadata turned off', { AWS_EC2_METADATA_DISABLED: 'true' }, ['none']],
    ['metadata said not to be turned off', { AWS_EC2_METADATA_DISABLED: 'false' }, ['instance-metadata']],
    ['a profile that there is not', { AWS_PROFILE: 'absent', ...TASK }, ['container']],
    ['a profile with keys', { AWS_PROFILE: 'keys', ...WEB }, ['profile']],
    ['a role of a profile', { AWS_PROFILE: 'role' }, ['assumed-role', 'profile']],
    ['a role behind a sign-in', { AWS_PROFILE: 'role-by-sso' }, ['assumed-role', 'sso']],
    ['a role by keys of its own', { AWS_PROFILE: 'itself' }, ['assumed-role', 'profile']],
    ['a role by that of a task', { AWS_PROFILE: 'role-of-task' }, ['assumed-role', 'container']],
    ['a role by that of a pod', { AWS_PROFILE: 'role-of-task', ...POD }, ['assumed-role', 'pod-identity']],
    ['a role by that of an instance', { AWS_PROFILE: 'role-of-instance' }, ['assumed-role', 'instance-metadata']],
    ['a web identity of a profile', { AWS_PROFILE: 'web' }, ['web-identity']],
    ['a program', { AWS_PROFILE: 'program' }, ['process']],
    ['a session of IAM Identity Center', { AWS_PROFILE: 'sso' }, ['sso']],
    ['a sign-in', { AWS_PROFILE: 'login' }, ['login']],
    ['roles in a circle', { AWS_PROFILE: 'circle' }, ['assumed-role', 'assumed-role']],
  ] as const)('with %s', async (_, variables, steps) => {
    expect(await stepsOf(variables)).toEqual(steps);
  });
});
