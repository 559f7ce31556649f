import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { carrierTo, secretsManagerOver } from '../../lib/gather/clients.ts';
import { openApi } from '../../lib/gather/config/api.ts';
import { credentialsIn } from '../../lib/gather/credentials.ts';
import { deadlineIn } from '../../lib/gather/deadline.ts';
import { listenOn, portOf } from '../support/listen.ts';

const REGION = 'eu-west-1';
const KEPT = { ...process.env };

/** Stands for STS: answers each call with credentials, and counts them. */
const sts = createServer((socket) => {
  calls += 1;
  socket.once('data', () => {
    const action = 'AssumeRole';
    const body = (name: string) =>
      `<${name}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${name}Result><Credentials><AccessKeyId>ASIAFROMSTS</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>y</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></${name}Result></${name}Response>`;
    const text = body(process.env.AWS_ROLE_ARN ? `${action}WithWebIdentity` : action);
    socket.end(
      `HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: ${text.length}\r\nconnection: close\r\n\r\n${text}`,
    );
  });
  socket.on('error', () => {});
});
let calls = 0;
let folder: string;

beforeAll(async () => {
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
      AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${portOf(sts)}`,
      ...variables(),
    };
  });
  afterAll(() => {
    process.env = { ...KEPT };
  });

  test('are asked of STS, and not of the address that the call under test is pinned to', async () => {
    // Nobody listens there, so that whatever went that way would be refused.
    const client = secretsManagerOver(carrierTo('127.0.0.9'), REGION, credentialsIn(REGION));
    expect(await client.config.credentials()).toMatchObject({ accessKeyId: 'ASIAFROMSTS' });
    client.destroy();
  });

  test('nor of the address of the API whose client needs them', async () => {
    const api = openApi((config) => new EC2Client(config), {
      region: REGION,
      credentials: credentialsIn(REGION),
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
    const credentials = credentialsIn(REGION);
    await Promise.all([credentials(), credentials(), credentials()]);
    expect(calls).toBe(1);
  });
});
