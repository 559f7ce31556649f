import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { World } from './world.ts';

const JSON_TYPE = 'application/x-amz-json-1.1';

/** Talks as long as somebody listens. */
function talkForEver(response: ServerResponse, part: string): void {
  const chunk = part.repeat(Math.ceil(64_000 / part.length));
  const talk = () => {
    while (response.writable && response.write(chunk));
  };
  response.on('drain', talk);
  talk();
}

/** What a peer that sees everything could send back: each header that was signed with, and the secret, in its disguises. */
function echoed({ headers }: IncomingMessage, world: World): readonly string[] {
  const said = [headers.authorization, headers['x-amz-security-token'], world.Secrets.canary?.SecretString].map(String);
  return said.flatMap((one) => [
    one,
    encodeURIComponent(one),
    Buffer.from(one).toString('hex'),
    Buffer.from(one).toString('base64'),
    one.slice(0, one.length / 2),
  ]);
}

/** In turn, so that each run of some calls meets another field. */
let turn = 0;

async function echo(request: IncomingMessage, response: ServerResponse, world: World): Promise<void> {
  await text(request);
  const texts = echoed(request, world);
  const [one = '', two = ''] = [texts[turn % texts.length], texts[(turn + 7) % texts.length]];
  turn += 1;
  const header = (value: string) => value.replace(/[^ -~]/g, '?').slice(0, 4_000);
  response.writeHead(turn % 3 === 0 ? 200 : 400, {
    'content-type': turn % 5 === 0 ? header(`${one}/${two}`) : JSON_TYPE,
    'x-amzn-requestid': header(one),
    'x-amzn-errortype': turn % 4 === 0 ? header(two) : 'AccessDeniedException',
  });
  response.end(
    JSON.stringify({
      __type: turn % 4 === 0 ? two : 'AccessDeniedException',
      message: `User: ${one} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${two} because ${texts.join(' ')}`,
      code: one,
      name: two,
      ARN: `arn:aws:secretsmanager:${world.Region}:${world.AccountId}:secret:${one}`,
      SecretString: world.Secrets.canary?.SecretString,
    }),
  );
}

/** Answers as the world's service does where it means harm; false where it means none. */
export async function answersWithHarm(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
): Promise<boolean> {
  response.on('error', () => {});
  switch (world.Behaviour.service) {
    case 'endless':
      response.writeHead(200, { 'content-type': JSON_TYPE });
      response.write('{"SecretString": "');
      talkForEver(response, 'x');
      return true;
    case 'endless-blanks':
      response.writeHead(400, { 'content-type': JSON_TYPE });
      response.end(JSON.stringify({ __type: 'AccessDeniedException', message: ' '.repeat(240_000) }));
      return true;
    case 'long-headers':
      for (let at = 0; at < 4_000; at += 1) response.setHeader(`x-header-${at}`, 'x'.repeat(1_000));
      response.end('{}');
      return true;
    case 'echoes':
      await echo(request, response, world);
      return true;
    default:
      return false;
  }
}

/** The same for the other APIs. */
export function apisAnswerWithHarm(request: IncomingMessage, response: ServerResponse, world: World): boolean {
  response.on('error', () => {});
  if (world.Behaviour.apis === 'endless') {
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.write('<?xml version="1.0"?><DescribeVpcsResponse><vpcSet>');
    talkForEver(response, '<item><vpcId>vpc-0a1b2c3d</vpcId></item>');
    return true;
  }
  if (world.Behaviour.apis !== 'pages-without-end' || !request.headers.host?.startsWith('ec2.')) return false;
  const group = `<item><groupId>sg-0a1b2c3d</groupId><groupDescription>${'x'.repeat(200)}</groupDescription></item>`;
  void text(request).then((body) => {
    const action = new URLSearchParams(body).get('Action') ?? '';
    const name = action.replace('Describe', '');
    const list = `${name.charAt(0).toLowerCase()}${name.slice(1, -1)}Set`;
    const key = action === 'DescribeSecurityGroups' ? 'securityGroupInfo' : list;
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(
      `<?xml version="1.0"?><${action}Response><${key}>${group.repeat(1_000)}</${key}><nextToken>${Math.random()}</nextToken></${action}Response>`,
    );
  });
  return true;
}
