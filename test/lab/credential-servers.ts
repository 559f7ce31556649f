import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type LinkLocalHosts, type LinkLocalRoute, METADATA_TOKEN } from './link-local.ts';
import type { World } from './world.ts';

const ROLES = '/latest/meta-data/iam/security-credentials/';

/** The workload's credentials, as instance metadata and container agents give them. */
const credentialsIn = ({ Credentials }: World) => ({
  Code: 'Success',
  Type: 'AWS-HMAC',
  AccessKeyId: Credentials.AWS_ACCESS_KEY_ID,
  SecretAccessKey: Credentials.AWS_SECRET_ACCESS_KEY,
  Token: Credentials.AWS_SESSION_TOKEN,
  Expiration: '2099-01-01T00:00:00Z',
});

function answer(response: ServerResponse, status: number, body: unknown = ''): true {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' })
    .end(text);
  return true;
}

/** IMDSv2 with a token alone. Source: EC2 User Guide, "Use IMDSv2": 401 without a token, 403 where metadata is off, 404 for what is not there. */
export const instanceRole: LinkLocalRoute = ({ method, url = '', headers }, response, world) => {
  const { instanceRole: behaviour } = world.Behaviour;
  if (behaviour === 'off') return answer(response, 403);
  if (method === 'PUT' && url === '/latest/api/token') {
    // An answer that no hop is left for: the connection opens, and this never comes.
    if (behaviour === 'hop-limit') return true;
    return answer(response, 200, METADATA_TOKEN);
  }
  if (!url.startsWith(ROLES)) return false;
  if (headers['x-aws-ec2-metadata-token'] !== METADATA_TOKEN) return answer(response, 401);
  if (behaviour === 'no-role') return answer(response, 404);
  return url === ROLES ? answer(response, 200, world.Role.RoleName) : answer(response, 200, credentialsIn(world));
};

/** ECS gives a task its role's credentials under a path of its own. */
export const containerRole: LinkLocalRoute = ({ url = '' }, response, world) =>
  url.startsWith('/v2/credentials/') && answer(response, 200, credentialsIn(world));

/** The agent of EKS Pod Identity, which asks the EKS Auth API with the pod's token. */
export const podIdentity: LinkLocalRoute = ({ url = '', headers }, response, world) => {
  if (url !== '/v1/credentials') return false;
  if (world.Behaviour.podIdentity === 'refuses' || !headers.authorization)
    return answer(response, 400, '[ResourceNotFoundException]: No association was found for the service account.');
  return answer(response, 200, credentialsIn(world));
};

/** What IAM Identity Center gives whoever has signed in; nobody looks at the sign-in here. */
export const ssoCredentials = ({ Credentials }: World) => ({
  roleCredentials: {
    accessKeyId: Credentials.AWS_ACCESS_KEY_ID,
    secretAccessKey: Credentials.AWS_SECRET_ACCESS_KEY,
    sessionToken: Credentials.AWS_SESSION_TOKEN,
    expiration: Date.parse('2099-01-01T00:00:00Z'),
  },
});

const SIGNED_IN = 'https://d-0123456789.awsapps.com/start';

/** The files of a user who has signed in for one profile, by their places in the home folder. */
export const homeFiles = ({ Region, AccountId, Role }: World): Readonly<Record<string, string>> => {
  const sso = (name: string, url: string) =>
    `[profile ${name}]\nsso_start_url = ${url}\nsso_region = ${Region}\nsso_account_id = ${AccountId}\nsso_role_name = reader\n`;
  return {
    '.aws/config': [
      sso('signed-in', SIGNED_IN),
      sso('signed-out', 'https://d-9876543210.awsapps.com/start'),
      `[profile keys]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = example\n`,
      `[profile role]\nrole_arn = arn:aws:iam::${AccountId}:role/${Role.RoleName}\nsource_profile = keys\n`,
    ].join(''),
    [`.aws/sso/cache/${createHash('sha1').update(SIGNED_IN).digest('hex')}.json`]: JSON.stringify({
      startUrl: SIGNED_IN,
      accessToken: 'a-sign-in',
      expiresAt: '2099-01-01T00:00:00Z',
    }),
  };
};

/** What link-local hosts of credentials there are; one that is silent is nowhere. */
export function credentialHosts({ Behaviour }: World): LinkLocalHosts {
  return {
    '169.254.169.254': Behaviour.instanceRole === 'absent' ? [] : [instanceRole],
    '169.254.170.2': Behaviour.containerRole === 'serves' ? [containerRole] : [],
    '169.254.170.23': Behaviour.podIdentity === 'absent' ? [] : [podIdentity],
  };
}
