import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { credentialsIn } from '../../../lib/gather/credentials.ts';
import { makePki } from '../../lab/pki.ts';
import { leaksIn } from '../../support/leaks.ts';
import { listenOn, portOf } from '../../support/listen.ts';
import { endingAt, patient } from '../../support/waits.ts';

const REGION = 'eu-west-1';
const KEPT = { ...process.env };
const GIVEN = {
  accessKeyId: 'ASIAQWERTYUIOPASDFGH',
  secretAccessKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCD',
  token: 'IQoJb3JpZ2luX2VjEXAMPLETOKEN0123456789',
};
const WEB_TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJlc28ifQ.c2lnbmF0dXJl';

const { server: identity, root } = await makePki('localhost', 'amazon');
const trusted = getCACertificates('default');
const open: Server[] = [];
let folder: string;

beforeAll(() => {
  setDefaultCACertificates([root]);
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
  writeFileSync(join(folder, 'token'), WEB_TOKEN);
});
afterEach(() => {
  for (const server of open.splice(0)) server.close();
  process.env = { ...KEPT };
});
afterAll(() => {
  setDefaultCACertificates(trusted);
  rmSync(folder, { recursive: true });
});

async function portFor(server: Server): Promise<number> {
  open.push(await listenOn(server));
  return portOf(server);
}

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = await listenOn(createTcp());
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function look(variables: Readonly<Record<string, string>>, waits = patient) {
  process.env = { PATH: KEPT.PATH, HOME: folder, ...variables } as NodeJS.ProcessEnv;
  return credentialsIn(REGION).look(waits);
}

const webIdentity = (port: number, host = 'localhost') => ({
  AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
  AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/eso',
  AWS_ENDPOINT_URL_STS: `https://${host}:${port}`,
});

const over = (listener: RequestListener) => createHttp(listener);

const stsThat = (status: number, body: string) =>
  createHttps(identity, (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'text/xml', connection: 'close' }).end(body);
  });

const GIVES = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${GIVEN.accessKeyId}</AccessKeyId><SecretAccessKey>${GIVEN.secretAccessKey}</SecretAccessKey><SessionToken>${GIVEN.token}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
const refuses = (code: string) =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${WEB_TOKEN} is not right</Message></Error><RequestId>1</RequestId></ErrorResponse>`;

describe('credentials from STS, for a web identity', () => {
  test('are loaded: by whom, from where, and nothing of them', async () => {
    const found = await look(webIdentity(await portFor(stsThat(200, GIVES))));
    expect(found).toMatchObject({
      source: 'web-identity',
      host: 'localhost',
      asks: 'sts:AssumeRoleWithWebIdentity',
      outcome: 'loaded',
    });
    expect(found.addresses).toContain('127.0.0.1');
    expect(leaksIn(JSON.stringify(found), [...Object.values(GIVEN), WEB_TOKEN])).toEqual([]);
  });

  test.each([
    ['AccessDenied', 403, { outcome: 'denied', errorName: 'AccessDenied', status: 403 }],
    ['InvalidIdentityToken', 400, { outcome: 'denied', status: 400 }],
    ['ExpiredTokenException', 400, { outcome: 'expired', errorName: 'ExpiredTokenException' }],
    [WEB_TOKEN, 403, { outcome: 'denied', errorName: null, status: 403 }],
  ] as const)('are refused with %s, of which only a known name is kept', async (code, status, expected) => {
    const found = await look(webIdentity(await portFor(stsThat(status, refuses(code)))));
    expect(found).toMatchObject({ source: 'web-identity', host: 'localhost', ...expected });
    expect(leaksIn(JSON.stringify(found), [WEB_TOKEN])).toEqual([]);
  });

  test('whose name leads nowhere', async () => {
    expect(await look(webIdentity(443, 'sts.invalid'))).toMatchObject({
      host: 'sts.invalid',
      outcome: 'name-not-resolved',
      addresses: [],
    });
  });

  test('that refuses the connection', async () => {
    expect(await look(webIdentity(await closedPort()))).toMatchObject({ host: 'localhost', outcome: 'refused' });
  });

  test.each([
    ['silent', 'not-secured'],
    ['unfinished', 'unfinished'],
  ] as const)('in whose place nobody speaks TLS: a wait that is %s makes it %s', async (what, outcome) => {
    const port = await portFor(createTcp((socket) => socket.resume()));
    expect(await look(webIdentity(port), endingAt('tls', what))).toMatchObject({ host: 'localhost', outcome });
  });

  test('that shows a certificate of somebody else', async () => {
    setDefaultCACertificates([]);
    const found = await look(webIdentity(await portFor(stsThat(200, GIVES)))).finally(() =>
      setDefaultCACertificates([root]),
    );
    expect(found).toMatchObject({ outcome: 'not-secured', code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' });
  });

  test('that never answers the request', async () => {
    const port = await portFor(createHttps(identity, (request) => void request.resume()));
    let waits = 0;
    // The first wait is for the first step of all.
    const found = await look(webIdentity(port), {
      ...patient,
      start: (protocol, onEnd) => {
        if (protocol === 'api' && ++waits > 1) setImmediate(() => onEnd('silent'));
        return () => {};
      },
    });
    expect(found).toMatchObject({ host: 'localhost', outcome: 'unanswered' });
  });

  test('is not asked without the token', async () => {
    const variables = { ...webIdentity(443), AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'absent') };
    expect(await look(variables)).toMatchObject({
      source: 'web-identity',
      host: null,
      asks: null,
      outcome: 'not-found',
      code: 'ENOENT',
    });
  });

  test('is not asked where keys are in the environment', async () => {
    let asked = 0;
    const sts = createHttps(identity, () => {
      asked += 1;
    });
    const keys = { AWS_ACCESS_KEY_ID: GIVEN.accessKeyId, AWS_SECRET_ACCESS_KEY: GIVEN.secretAccessKey };
    expect(await look({ ...webIdentity(await portFor(sts)), ...keys })).toMatchObject({
      source: 'environment',
      host: null,
      outcome: 'loaded',
    });
    expect(asked).toBe(0);
  });
});

const metadataAt = (port: number) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}` });

/** Instance metadata whose answers to a request for the token, for roles and for a role's credentials are given. */
const metadata =
  (token: number | null, roles: number) =>
  ({ method, url = '' }: IncomingMessage, response: ServerResponse) => {
    if (method !== 'PUT') return void response.writeHead(roles).end(roles === 200 ? bodyAt(url) : '');
    if (token !== null) response.writeHead(token).end(token === 200 ? 'a-token' : '');
  };
const bodyAt = (url: string): string =>
  url.endsWith('/')
    ? 'role'
    : JSON.stringify({
        Code: 'Success',
        AccessKeyId: GIVEN.accessKeyId,
        SecretAccessKey: GIVEN.secretAccessKey,
        Token: GIVEN.token,
        Expiration: '2099-01-01T00:00:00Z',
      });

describe('credentials from instance metadata', () => {
  test.each([
    ['gives a role', metadata(200, 200), 'loaded', null],
    ['has no role', metadata(200, 404), 'not-found', 404],
    ['is off', metadata(403, 403), 'denied', 403],
    ['fails', metadata(200, 500), 'failed', 500],
  ] as const)('that %s', async (_, listener, outcome, status) => {
    const found = await look(metadataAt(await portFor(over(listener))));
    expect(found).toMatchObject({ source: 'instance-metadata', host: '127.0.0.1', outcome, status });
    expect(leaksIn(JSON.stringify(found), [...Object.values(GIVEN), 'a-token'])).toEqual([]);
  });

  test.each([
    ['silent', 'unanswered'],
    ['unfinished', 'unfinished'],
  ] as const)('whose answer with the token gets lost: a wait that is %s makes it %s', async (what, outcome) => {
    const port = await portFor(over(metadata(null, 401)));
    expect(await look(metadataAt(port), endingAt('http', what))).toMatchObject({ outcome, status: null });
  });

  test('that answers only after the second that the SDK waits has failed, and is not silent', async () => {
    let tokens = 0;
    const late = over((request, response) => {
      if (request.method === 'PUT' && ++tokens > 1) return void response.end('a-token');
      if (request.method !== 'PUT') response.writeHead(401).end();
    });
    expect(await look(metadataAt(await portFor(late)))).toMatchObject({ outcome: 'failed' });
  });

  test('that refuses connections', async () => {
    expect(await look(metadataAt(await closedPort()))).toMatchObject({ outcome: 'refused', code: 'ECONNREFUSED' });
  });

  test('is not asked where a variable turns it off', async () => {
    expect(await look({ AWS_EC2_METADATA_DISABLED: 'true' })).toMatchObject({
      source: 'none',
      host: null,
      outcome: 'not-found',
    });
  });

  test('is what a pod without a role of its own asks in the end', async () => {
    const port = await portFor(over(metadata(200, 404)));
    expect(await look({ ...metadataAt(port), KUBERNETES_SERVICE_HOST: '172.20.0.1' })).toMatchObject({
      source: 'instance-metadata',
      runsIn: 'kubernetes-pod',
    });
  });
});

describe('credentials from a container agent', () => {
  const containerAt = (port: number) => ({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/v1/credentials`,
  });

  test('are loaded', async () => {
    const port = await portFor(over((_, response) => void response.end(bodyAt('role'))));
    expect(await look(containerAt(port))).toMatchObject({ source: 'container', host: '127.0.0.1', outcome: 'loaded' });
  });

  test('are refused', async () => {
    const port = await portFor(over((_, response) => void response.writeHead(400).end(WEB_TOKEN)));
    const found = await look(containerAt(port));
    expect(found).toMatchObject({ source: 'container', outcome: 'denied', status: 400 });
    expect(leaksIn(JSON.stringify(found), [WEB_TOKEN])).toEqual([]);
  }, 15_000);
});

describe('credentials by a profile', () => {
  const CONFIG = `[profile role]
role_arn = arn:aws:iam::111122223333:role/ops
source_profile = keys
[profile keys]
aws_access_key_id = ${GIVEN.accessKeyId}
aws_secret_access_key = ${GIVEN.secretAccessKey}
[profile orphan]
role_arn = arn:aws:iam::111122223333:role/ops
source_profile = nobody
`;
  const by = (name: string, more = {}) => {
    writeFileSync(join(folder, 'config'), CONFIG);
    return { AWS_CONFIG_FILE: join(folder, 'config'), AWS_PROFILE: name, AWS_REGION: REGION, ...more };
  };
  const OFF = { AWS_EC2_METADATA_DISABLED: 'true' };

  test.each([
    ['ExpiredToken', 403, 'expired'],
    ['InvalidClientTokenId', 403, 'denied'],
    ['SignatureDoesNotMatch', 403, 'denied'],
  ] as const)('with a role are refused by STS with %s, whose name is kept', async (code, status, outcome) => {
    const port = await portFor(stsThat(status, refuses(code)));
    const found = await look(by('role', { AWS_ENDPOINT_URL_STS: `https://localhost:${port}` }));
    expect(found).toMatchObject({ source: 'assumed-role', host: 'localhost', outcome, errorName: code });
    expect(found).not.toHaveProperty('profile');
  });

  test('whose source_profile is not there are asked of nobody', async () => {
    expect(await look(by('orphan', OFF))).toMatchObject({ source: 'assumed-role', host: null, outcome: 'failed' });
  });

  test('that no file has are told of as that, without its name', async () => {
    const found = await look(by('S3CRET', OFF));
    expect(found).toMatchObject({ source: 'none', outcome: 'not-found', profile: 'absent' });
    expect(leaksIn(JSON.stringify(found), ['S3CRET'])).toEqual([]);
  });

  test('that there is, or without one, are not told of so', async () => {
    expect(await look(OFF)).not.toHaveProperty('profile');
    expect(await look(by('orphan', OFF))).not.toHaveProperty('profile');
    expect(await look(by('default', OFF))).not.toHaveProperty('profile');
  });
});

test('an address that the SDK does not call is asked nothing', async () => {
  const found = await look({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://credentials.invalid/' });
  expect(found).toMatchObject({ source: 'container', host: null, outcome: 'failed' });
});

describe('credentials that are loaded for many', () => {
  test('and do not come are asked for once', async () => {
    let asked = 0;
    const port = await portFor(
      createHttps(identity, (request, response) => {
        asked += 1;
        request.resume();
        response.writeHead(403, { 'content-type': 'text/xml', connection: 'close' }).end(refuses('AccessDenied'));
      }),
    );
    process.env = { PATH: KEPT.PATH, HOME: folder, ...webIdentity(port) } as NodeJS.ProcessEnv;
    const { look: lookAgain, provide } = credentialsIn(REGION);
    const looks = await Promise.all([lookAgain(patient), lookAgain(patient)]);
    await expect(provide()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(looks[0]).toBe(looks[1]);
    expect(asked).toBe(1);
  });
});
