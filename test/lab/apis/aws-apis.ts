import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { ssoCredentials } from '../credential-servers.ts';
import { describeSingles } from '../describe-world.ts';
import { apisAnswerWithHarm } from '../hostile.ts';
import { askPolicy, contextOf, functionArnOf } from '../policy.ts';
import { FUNCTION_NAME } from '../sandbox.ts';
import type { PolicyDocument, World } from '../world.ts';
import { type Answer, answerEc2, refuseEc2 } from './ec2.ts';

const JSON_TYPE = 'application/x-amz-json-1.1';

/** Who signs: the function, or whoever looks from outside. */
interface Signer {
  readonly arn: string;
  readonly policy: PolicyDocument;
}

/**
 * EC2, STS, KMS and Lambda at one address, told apart by the name that was called, all fed by the world. Calls are allowed or
 * denied by the policy of whoever signs them.
 */
export function awsApis(world: World) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (apisAnswerWithHarm(request, response, world)) return;
    const { status, type, body } = await answerTo(request, world);
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  };
}

async function answerTo(request: IncomingMessage, world: World): Promise<Answer> {
  const body = await text(request);
  const [api] = (request.headers.host ?? '').split('.');
  const signer = signerOf(request, world);
  if (api === 'ec2') {
    const parameters = new URLSearchParams(body);
    const action = `ec2:${parameters.get('Action')}`;
    if (!isAllowed(signer, action, resourceOfEc2(parameters, world), world))
      return refuseEc2(403, 'UnauthorizedOperation', denial(signer, action));
    return answerEc2(parameters, world);
  }
  if (api === 'sts') return answerSts(new URLSearchParams(body).get('Action'), signer, world);
  if (api === 'portal') return json(200, ssoCredentials(world));
  if (api === 'kms')
    return isAllowed(signer, 'kms:DescribeKey', world.KmsKey.Arn, world)
      ? answerKms(body, world)
      : denied(signer, 'kms:DescribeKey');
  if (api === 'lambda') {
    const action = 'lambda:GetFunctionConfiguration';
    return isAllowed(signer, action, functionArnOf(world), world)
      ? answerLambda(request, world)
      : denied(signer, action);
  }
  return { status: 404, type: 'text/plain', body: '' };
}

function signerOf(request: IncomingMessage, world: World): Signer | null {
  const key = /Credential=(\w+)\//.exec(request.headers.authorization ?? '')?.[1];
  const principal = (name: string) => `arn:aws:sts::${world.AccountId}:assumed-role/${name}`;
  if (key === world.Credentials.AWS_ACCESS_KEY_ID)
    return { arn: principal(`${world.Role.RoleName}/${FUNCTION_NAME}`), policy: world.Role.PolicyDocument };
  if (key === world.Operator.Credentials.AWS_ACCESS_KEY_ID)
    return { arn: principal('operator/on-call'), policy: world.Operator.PolicyDocument };
  return null;
}

const isAllowed = (signer: Signer | null, action: string, resource: string, world: World): boolean =>
  signer !== null && askPolicy(signer.policy, action, resource, contextOf(world)) === 'allow';

/** What EC2 checks a permission against: most of its reads know no resource. */
function resourceOfEc2(parameters: URLSearchParams, { Region, AccountId }: World): string {
  const [vpc, list] = [parameters.get('VpcId'), parameters.get('PrefixListId')];
  if (parameters.get('Action') === 'DescribeVpcAttribute') return `arn:aws:ec2:${Region}:${AccountId}:vpc/${vpc}`;
  if (parameters.get('Action') === 'GetManagedPrefixListEntries')
    return `arn:aws:ec2:${Region}:${AccountId}:prefix-list/${list}`;
  return '*';
}

const denial = (signer: Signer | null, action: string): string =>
  `User: ${signer?.arn ?? 'unknown'} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;

const json = (status: number, value: unknown): Answer => ({ status, type: JSON_TYPE, body: JSON.stringify(value) });

const denied = (signer: Signer | null, action: string): Answer =>
  json(400, { __type: 'AccessDeniedException', Message: denial(signer, action) });

const STS_ERRORS: Readonly<Partial<Record<World['Behaviour']['sts'], readonly [number, string, string]>>> = {
  denies: [403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity'],
  'knows-no-provider': [400, 'InvalidIdentityToken', 'No OpenIDConnect provider found in your account'],
};

/** Longer than a service takes, and no silence. */
const SLOW_STS_MS = 4_000;

/** Who the caller is; or, for a role, whose token and caller nobody checks here, the workload's credentials. */
async function answerSts(action: string | null, signer: Signer | null, world: World): Promise<Answer> {
  const { AccountId, Credentials, Behaviour } = world;
  const xml = (result: string): Answer => ({
    status: 200,
    type: 'text/xml',
    body: `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result></${action}Response>`,
  });
  if (action === 'AssumeRoleWithWebIdentity' || action === 'AssumeRole') {
    const refusal = STS_ERRORS[Behaviour.sts];
    if (refusal) return refuseSts(...refusal);
    if (Behaviour.sts === 'slow') await setTimeout(SLOW_STS_MS);
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = Credentials;
    return xml(
      `<Credentials><AccessKeyId>${AWS_ACCESS_KEY_ID}</AccessKeyId><SecretAccessKey>${AWS_SECRET_ACCESS_KEY}</SecretAccessKey><SessionToken>${AWS_SESSION_TOKEN}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`,
    );
  }
  const identity = `<Arn>${signer?.arn}</Arn><UserId>AROAEXAMPLE:on-call</UserId><Account>${AccountId}</Account>`;
  return xml(identity);
}

const refuseSts = (status: number, code: string, message: string): Answer => ({
  status,
  type: 'text/xml',
  body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>0f0e0d0c-0b0a-4908-8706-050403020100</RequestId></ErrorResponse>`,
});

function answerKms(body: string, { KmsKey, AccountId }: World): Answer {
  const { KeyId } = JSON.parse(body) as { KeyId?: string };
  if (KeyId !== KmsKey.KeyId && KeyId !== KmsKey.Arn)
    return json(400, { __type: 'NotFoundException', message: `Key '${KeyId}' does not exist` });
  const { Arn, KeyState, DeletionDate } = KmsKey;
  return json(200, {
    KeyMetadata: {
      AWSAccountId: AccountId,
      KeyId: KmsKey.KeyId,
      Arn,
      KeyState,
      DeletionDate,
      Enabled: KeyState === 'Enabled',
    },
  });
}

function answerLambda(request: IncomingMessage, world: World): Answer {
  const name = /^\/2015-03-31\/functions\/([^/]+)\/configuration/.exec(request.url ?? '')?.[1];
  if (decodeURIComponent(name ?? '') !== FUNCTION_NAME)
    return json(404, { Type: 'User', Message: `Function not found: ${name}` });
  return json(200, { State: 'Active', ...describeSingles(world, FUNCTION_NAME)['get-function-configuration'] });
}
