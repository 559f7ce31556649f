import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { denialOf, mayDecrypt } from './denial.ts';
import { answersWithHarm } from './hostile.ts';
import { askPolicy, contextOf } from './policy.ts';
import type { Secret, World } from './world.ts';

const JSON_TYPE = 'application/x-amz-json-1.1';
const READ = 'GetSecretValue';
const DESCRIBE = 'DescribeSecret';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly location?: string;
}

type Service = World['Behaviour']['service'];

/** What a proxy's or portal's web server says in the service's place, to whatever is asked. */
const PAGES: Readonly<Partial<Record<Service, Omit<Answer, 'type'>>>> = {
  'block-page': { status: 403, body: '<html><title>Blocked</title><body>Category: cloud</body></html>' },
  'login-page': { status: 200, body: '<html><title>Sign in</title><body><form></form></body></html>' },
  redirects: { status: 302, body: '<html><title>Found</title></html>', location: 'https://portal.example.com/' },
};

/**
 * Secrets Manager's JSON protocol for GetSecretValue, fed by the world. `throughEndpoint` is false where the call came over
 * the internet: the endpoint's policy then has no say. Sentences and codes are those that AWS documents or was seen to send.
 */
export function secretsManager(world: World, throughEndpoint: boolean) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (world.Behaviour.service === 'silent') return;
    if (await answersWithHarm(request, response, world)) return;
    const answer = await answerTo(request, world, throughEndpoint);
    response.writeHead(answer.status, {
      'content-type': answer.type,
      'content-length': Buffer.byteLength(answer.body),
      'x-amzn-requestid': randomUUID(),
      date: new Date(Date.now() + aheadMs(world)).toUTCString(),
      ...(answer.location ? { location: answer.location } : {}),
    });
    response.end(answer.body);
  };
}

async function answerTo(request: IncomingMessage, world: World, throughEndpoint: boolean): Promise<Answer> {
  const page = PAGES[world.Behaviour.service];
  if (page) return { type: 'text/html', ...page };
  if (request.method === 'GET') return { status: 404, type: 'text/plain', body: '' };
  const operation = request.headers['x-amz-target'];
  if (operation !== `secretsmanager.${READ}` && operation !== `secretsmanager.${DESCRIBE}`)
    return refuse('UnknownOperationException', null);
  if (!isSigned(request, world)) return refuse('MissingAuthenticationTokenException', 'Missing Authentication Token');
  if (Math.abs(aheadMs(world)) > TOLERATED_MS) return refuseClock(request, world);
  const { SecretId } = JSON.parse(await text(request)) as { SecretId: string };
  if (operation === `secretsmanager.${DESCRIBE}`) return describe(world, SecretId, request, throughEndpoint);
  return behave(world, request) ?? read(world, SecretId, throughEndpoint);
}

const aheadMs = ({ Behaviour }: World): number => Behaviour.clockAheadMinutes * 60_000;

const TOLERATED_MS = 5 * 60_000;

/** In the words that Secrets Manager was seen to use; those for a clock that is ahead are not confirmed. */
function refuseClock(request: IncomingMessage, world: World): Answer {
  const compact = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const signed = String(request.headers['x-amz-date']);
  const now = Date.now() + aheadMs(world);
  const [word, limit, sign] =
    aheadMs(world) > 0
      ? ['expired', `is now earlier than ${compact(now - TOLERATED_MS)}`, '-']
      : ['not yet current', `is still later than ${compact(now + TOLERATED_MS)}`, '+'];
  return refuse('InvalidSignatureException', `Signature ${word}: ${signed} ${limit} (${compact(now)} ${sign} 5 min.)`);
}

/** Faults of the service itself, before it looks at the secret. */
function behave(world: World, request: IncomingMessage): Answer | null {
  switch (world.Behaviour.service) {
    case 'throttles':
      return refuse('ThrottlingException', 'Rate exceeded');
    case 'fails':
      return {
        status: 500,
        type: JSON_TYPE,
        body: JSON.stringify({ __type: 'InternalServiceError', message: 'An error occurred on the server side.' }),
      };
    case 'empty':
      return { status: 200, type: JSON_TYPE, body: '{}' };
    case 'truncated':
      return { status: 200, type: JSON_TYPE, body: JSON.stringify(world.Secrets.canary).slice(0, -12) };
    case 'quotes-request':
      return refuse(
        'InvalidSignatureException',
        `The request signature we calculated does not match the signature you provided. The Canonical String for this request should have been 'POST\n/\n\nx-amz-security-token:${request.headers['x-amz-security-token']}'`,
      );
    default:
      return null;
  }
}

function read(world: World, secretId: string, throughEndpoint: boolean): Answer {
  const secret = secretNamed(world, secretId);
  const denial = denialOf(world, READ, secret?.ARN ?? secretId, throughEndpoint);
  if (denial) return refuse('AccessDeniedException', denial);
  if (secret === null) return refuse('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  if (secret.DeletedDate) {
    return refuse(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }
  if (secret.KmsKeyId && world.KmsKey.KeyState !== 'Enabled') {
    return refuse(
      'DecryptionFailure',
      "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
    );
  }
  if (secret.KmsKeyId && !mayDecrypt(world, secret.ARN))
    return refuse('AccessDeniedException', 'Access to KMS is not allowed');
  return { status: 200, type: JSON_TYPE, body: JSON.stringify(answerFor(secret)) };
}

const secretNamed = (world: World, secretId: string): Secret | null =>
  Object.values(world.Secrets).find((one) => one?.ARN === secretId || one?.Name === secretId) ?? null;

/** Whoever looks from outside has other permissions, and no policy of the endpoint in the way. */
function describe(world: World, secretId: string, request: IncomingMessage, throughEndpoint: boolean): Answer {
  const secret = secretNamed(world, secretId);
  const isOperator = (request.headers.authorization ?? '').includes(world.Operator.Credentials.AWS_ACCESS_KEY_ID);
  const resource = secret?.ARN ?? secretId;
  const denial = isOperator ? operatorsDenial(world, resource) : denialOf(world, DESCRIBE, resource, throughEndpoint);
  if (denial) return refuse('AccessDeniedException', denial);
  if (secret === null) return refuse('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  const { ARN, Name, KmsKeyId } = secret;
  const DeletedDate = secret.DeletedDate ? Date.parse(secret.DeletedDate) / 1_000 : undefined;
  return { status: 200, type: JSON_TYPE, body: JSON.stringify({ ARN, Name, KmsKeyId, DeletedDate }) };
}

function operatorsDenial(world: World, resource: string): string | null {
  const action = `secretsmanager:${DESCRIBE}`;
  const ruling = askPolicy(world.Operator.PolicyDocument, action, resource, contextOf(world));
  return ruling === 'allow'
    ? null
    : `User: arn:aws:sts::${world.AccountId}:assumed-role/operator/on-call is not authorized to perform: ${action} on resource: ${resource}`;
}

const answerFor = ({ ARN, Name, VersionId, SecretString }: Secret) => ({
  ARN,
  Name,
  VersionId,
  SecretString,
  VersionStages: ['AWSCURRENT'],
  CreatedDate: 1_764_000_000,
});

const refuse = (type: string, message: string | null): Answer => ({
  status: 400,
  type: JSON_TYPE,
  body: JSON.stringify({ __type: type, ...(message === null ? {} : { message }) }),
});

/** The credential scope names the region and the service; the signature itself is not checked. */
function isSigned(request: IncomingMessage, world: World): boolean {
  const header = request.headers.authorization ?? '';
  return header.startsWith('AWS4-HMAC-SHA256 ') && header.includes(`/${world.Region}/secretsmanager/aws4_request`);
}
