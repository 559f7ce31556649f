import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pinnedAgentTo, sdkClientOver } from '../../lib/gather/clients.ts';
import { credentialsIn } from '../../lib/gather/credentials.ts';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import { openApi } from '../../lib/gather/reads/api.ts';
import { makePki } from '../lab/pki.ts';
import { listenOn, portOf } from '../support/listen.ts';

const REGION = 'eu-west-1';
const KEPT = { ...process.env };

/** Over TLS, as STS is: what is pinned is the agent of TLS connections. */
const { server: identity, root } = await makePki('localhost', 'amazon');
const trusted = getCACertificates('default');

/** Stands for STS: answers each call with credentials, and counts them. */
const sts = createServer(identity, (request, response) => {
  calls += 1;
  request.resume();
  const action = process.env.AWS_ROLE_ARN ? 'AssumeRoleWithWebIdentity' : 'AssumeRole';
  response.writeHead(200, { 'content-type': 'text/xml', connection: 'close' });
  response.end(
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials><AccessKeyId>ASIAFROMSTS</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></${action}Result></${action}Response>`,
  );
});
let calls = 0;
let folder: string;

beforeAll(async () => {
  setDefaultCACertificates([root]);
  await listenOn(sts);
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
  writeFileSync(join(folder, 'token'), 'header.payload.signature');
  writeFileSync(
    join(folder, 'config'),
    `[profile ops]\nrole_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = base\n[profile base]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = example\n`,
  );
});
afterAll(() => {
  sts.close();
  setDefaultCACertificates(trusted);
  rmSync(folder, { recursive: true });
});

describe.each([
  [
    'a web identity, as EKS gives it',
    () => ({ AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'), AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/eso' }),
  ],
  ['a profile with a role', () => ({ AWS_CONFIG_FILE: join(folder, 'config'), AWS_PROFILE: 'ops' })],
])('credentials from STS, by %s', (_, variables) => {
  beforeAll(() => {
    calls = 0;
    process.env = {
      PATH: KEPT.PATH,
      HOME: folder,
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_STS: `https://localhost:${portOf(sts)}`,
      ...variables(),
    };
  });
  afterAll(() => {
    process.env = { ...KEPT };
  });

  test('are asked of STS, and not of the address that the call under test is pinned to', async () => {
    // Nobody listens there, so that whatever went that way would be refused.
    const client = sdkClientOver(pinnedAgentTo('127.0.0.9'), REGION, credentialsIn(REGION).provide);
    expect(await client.config.credentials()).toMatchObject({ accessKeyId: 'ASIAFROMSTS' });
    client.destroy();
  });

  test('nor of the address of the API whose client needs them', async () => {
    const api = openApi((config) => new EC2Client(config), {
      region: REGION,
      credentials: credentialsIn(REGION).provide,
      deadline: deadlineIn(60_000),
      connect: async () => ({ address: '127.0.0.8' }),
    });
    await api.reach();
    expect(await api.client.config.credentials()).toMatchObject({ accessKeyId: 'ASIAFROMSTS' });
    api.close();
    expect(calls).toBe(2);
  });

  test('are asked for once, however many clients need them', async () => {
    calls = 0;
    const { provide } = credentialsIn(REGION);
    await Promise.all([provide(), provide(), provide()]);
    expect(calls).toBe(1);
  });
});
