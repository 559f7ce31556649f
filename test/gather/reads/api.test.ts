import { once } from 'node:events';
import { createServer, isIP, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { deadlineIn } from '../../../lib/gather/deadline.ts';
import { ask, connectWithin, openApi, type Reach, whenSeen } from '../../../lib/gather/reads/api.ts';
import type { SystemLookup } from '../../../lib/model/dns.ts';
import { type Observation, seen, unseen } from '../../../lib/model/observation.ts';
import { listenOn, portOf } from '../../support/listen.ts';
import { apiOf, ERROR_TEXT, REGION, serviceError } from './api-of.ts';

const ACTION = 'ec2:DescribeVpcs';
const KEPT = { ...process.env };
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };

/** A server that accepts and never says anything. */
const silent = createServer((socket) => {
  sockets.push(socket);
  socket.on('error', () => {});
});
let sockets: Socket[] = [];
/** The SDK loads much at its first call, which on a busy machine takes longer than a test's deadline. */
const firstCall = async () => {
  const client = new EC2Client({ region: REGION, endpoint: 'http://127.0.0.1:1', credentials, maxAttempts: 1 });
  await client.send(new DescribeVpcsCommand({})).catch(() => {});
  client.destroy();
};
beforeAll(() => Promise.all([listenOn(silent), firstCall()]), 30_000);
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  process.env = { ...KEPT };
});
afterAll(() => {
  silent.close();
});

describe('asking an API', () => {
  test('brings what the call brings, and how long it took', async () => {
    const found = await ask(apiOf('client'), ACTION, async (client) => {
      await sleep(30);
      return [client];
    });
    expect(found).toMatchObject({ state: 'seen', value: ['client'] });
    expect(found.state === 'seen' && found.tookMs).toBeGreaterThan(25);
  });

  test('makes no call where there is no way to it, and says the sentence of the API', async () => {
    let calls = 0;
    const detail = "ec2.eu-west-2.amazonaws.com can't be reached from here: no address accepts a connection";
    const api = apiOf(null, { reach: async () => ({ why: 'timed-out', detail }) });
    expect(await ask(api, ACTION, async () => ++calls)).toEqual({ state: 'unseen', why: 'timed-out', detail });
    expect(calls).toBe(0);
  });

  test("makes no call once the run's time is up", async () => {
    let calls = 0;
    const api = apiOf(null, { deadline: deadlineIn(0) });
    expect(await ask(api, ACTION, async () => ++calls)).toEqual({
      state: 'unseen',
      why: 'timed-out',
      detail: "ec2:DescribeVpcs wasn't called: the run was out of time",
    });
    expect(calls).toBe(0);
  });

  test('makes no call where finding the way took all the time', async () => {
    let calls = 0;
    const reach = async (): Promise<Reach> => {
      await sleep(60);
      return { address: '127.0.0.1' };
    };
    const found = await ask(apiOf(null, { deadline: deadlineIn(40), reach }), ACTION, async () => ++calls);
    expect(found).toMatchObject({ state: 'unseen', why: 'timed-out' });
    expect(calls).toBe(0);
  });

  test('of a server that never answers ends with the deadline, and closes the connection', async () => {
    const endpoint = `http://127.0.0.1:${portOf(silent)}`;
    const client = new EC2Client({ region: REGION, endpoint, credentials });
    const found = await ask(apiOf(client, { deadline: deadlineIn(600) }), ACTION, (ec2, abort) =>
      ec2.send(new DescribeVpcsCommand({}), abort),
    );
    expect(found).toMatchObject({ state: 'unseen', why: 'timed-out' });
    expect(found.state === 'unseen' && found.detail.startsWith(`${ACTION}: `)).toBe(true);
    const [socket, ...others] = sockets;
    expect(others).toEqual([]);
    if (!socket) throw new Error('nothing was sent');
    await once(socket.resume(), 'close');
    client.destroy();
  });

  test.each(['UnauthorizedOperation', 'AccessDeniedException', 'AccessDenied'])(
    'that is refused with %s names the permission, and not the text',
    async (name) => {
      const found = await ask(apiOf(null), ACTION, () => Promise.reject(serviceError(name)));
      expect(found).toEqual({ state: 'unseen', why: 'denied', detail: 'ec2:DescribeVpcs is not allowed here' });
    },
  );

  test('that fails otherwise keeps name and code of the error, and not the text', async () => {
    const broken = Object.assign(new Error(ERROR_TEXT), { code: 'ECONNRESET' });
    const found = await ask(apiOf(null), ACTION, () => Promise.reject(broken));
    expect(found).toEqual({
      state: 'unseen',
      why: 'failed',
      detail: 'ec2:DescribeVpcs: Error (ECONNRESET)',
    });
    expect(JSON.stringify(found)).not.toContain(ERROR_TEXT);
  });

  test('whose answer repeats what the call was signed with is unseen, and nothing of it shows', async () => {
    const credentials = {
      accessKeyId: 'ASIAQWERTYUIOPASDFGH',
      secretAccessKey: 'x'.repeat(40),
      sessionToken: 'IQoJb3JpZ2lu'.repeat(9),
    };
    const api = openApi((config) => new EC2Client(config), {
      region: REGION,
      credentials: async () => credentials,
      deadline: deadlineIn(5_000),
      connect: async () => ({ address: '127.0.0.1' }),
    });
    const hex = Buffer.from(credentials.sessionToken).toString('hex');
    for (const said of [credentials.accessKeyId, hex, hex.slice(20, 60), credentials.sessionToken.toUpperCase()]) {
      const found = await ask(api, ACTION, async () => ({ Vpcs: [{ VpcId: `vpc-${said}` }] }));
      expect(found).toEqual({
        state: 'unseen',
        why: 'failed',
        detail: 'ec2:DescribeVpcs: the answer contains the credentials that signed the call',
      });
    }
    expect(await ask(api, ACTION, async () => ({ Vpcs: [{ VpcId: 'vpc-0a1b2c3d' }] }))).toMatchObject({
      state: 'seen',
    });
    api.close();
  });

  test('by a call that throws at once is unseen too', async () => {
    const found = await ask(apiOf(null), ACTION, () => {
      throw serviceError('SyntaxError');
    });
    expect(found).toEqual({ state: 'unseen', why: 'failed', detail: 'ec2:DescribeVpcs: SyntaxError' });
  });
});

describe('going on with an observation', () => {
  test('takes the value of what was seen', async () => {
    expect(await whenSeen(Promise.resolve(seen(2, 1)), async (value) => seen(value + 1, 5))).toEqual(seen(3, 5));
  });

  test('keeps the reason of what was not, and asks for nothing', async () => {
    const nothing: Observation<number> = unseen('denied', 'ec2:DescribeVpcs is not allowed here');
    let calls = 0;
    const next = async () => seen(++calls, 0);
    expect(await whenSeen(Promise.resolve(nothing), next)).toBe(nothing);
    expect(calls).toBe(0);
  });
});

describe('an open API', () => {
  const open = (connect: (host: string) => Promise<Reach>, region = REGION) =>
    openApi((config) => new EC2Client(config), {
      region,
      credentials: async () => credentials,
      deadline: deadlineIn(5_000),
      connect,
    });

  test('is looked for at the first call, once for all of them', async () => {
    let connects = 0;
    const api = open(async () => ({ address: `127.0.0.${++connects}` }));
    expect(connects).toBe(0);
    expect(await Promise.all([api.reach(), api.reach()])).toEqual([{ address: '127.0.0.1' }, { address: '127.0.0.1' }]);
    expect(await api.reach()).toEqual({ address: '127.0.0.1' });
    expect(connects).toBe(1);
    api.close();
  });

  test('that cannot be reached stays so, with the same sentence', async () => {
    let connects = 0;
    const api = open(async () => ({ why: 'timed-out', detail: `attempt ${++connects}` }));
    expect([await api.reach(), await api.reach()]).toEqual(Array(2).fill({ why: 'timed-out', detail: 'attempt 1' }));
    api.close();
  });

  test('that breaks while it is looked for is unseen, by name', async () => {
    const api = open(() => Promise.reject(Object.assign(new Error(ERROR_TEXT), { code: 'ERR_OURS' })));
    expect(await api.reach()).toMatchObject({ why: 'failed', detail: 'Error (ERR_OURS)' });
    api.close();
  });

  test.each([
    ['eu-west-2', 'ec2.eu-west-2.amazonaws.com'],
    ['cn-north-1', 'ec2.cn-north-1.amazonaws.com.cn'],
  ])('of %s has the name that the SDK would call: %s', async (region, host) => {
    let asked: string[] = [];
    const api = open(async (name) => {
      asked = [...asked, name];
      return { address: '127.0.0.1' };
    }, region);
    await api.reach();
    expect(asked).toEqual([host]);
    api.close();
  });

  test('has its FIPS name where the environment asks for that', async () => {
    process.env.AWS_USE_FIPS_ENDPOINT = 'true';
    let asked = '';
    const api = open(async (name) => {
      asked = name;
      return { address: '127.0.0.1' };
    });
    await api.reach();
    expect(asked).toBe('ec2-fips.eu-west-2.amazonaws.com');
    api.close();
  });

  test.each([
    ['kms', KMSClient],
    ['lambda', LambdaClient],
    ['secretsmanager', SecretsManagerClient],
    ['sts', STSClient],
  ])('of %s has its regional name', async (service, Client) => {
    let asked = '';
    const connect = async (name: string) => {
      asked = name;
      return { address: '127.0.0.1' };
    };
    const options = { region: REGION, credentials: async () => credentials, deadline: deadlineIn(5_000), connect };
    const api = openApi((config) => new Client(config), options);
    await api.reach();
    expect(asked).toBe(`${service}.eu-west-2.amazonaws.com`);
    api.close();
  });

  test('sends to the address that was found, under its own name, until it is closed', async () => {
    const endpoint = `https://ec2.eu-west-2.amazonaws.com:${portOf(silent)}`;
    const api = openApi((config) => new EC2Client({ ...config, endpoint, maxAttempts: 1 }), {
      region: REGION,
      credentials: async () => credentials,
      deadline: deadlineIn(5_000),
      connect: async () => ({ address: '127.0.0.1' }),
    });
    const arrived = once(silent, 'connection');
    const asking = ask(api, ACTION, (ec2, abort) => ec2.send(new DescribeVpcsCommand({}), abort));
    const [socket] = (await arrived) as [Socket];
    const [hello] = (await once(socket, 'data')) as [Buffer];
    expect(hello.toString('latin1')).toContain('ec2.eu-west-2.amazonaws.com');
    const closed = once(socket, 'close');
    api.close();
    await closed;
    expect(await asking).toMatchObject({ state: 'unseen', why: 'failed' });
  }, 15_000);

  test('pays no heed to an endpoint that the environment configures', async () => {
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${portOf(silent)}`;
    process.env.AWS_ENDPOINT_URL_EC2 = process.env.AWS_ENDPOINT_URL;
    // Nobody listens on port 443 of this address, so that the call fails at once where it should go.
    const api = open(async () => ({ address: '127.0.0.76' }));
    const found = await ask(api, ACTION, (ec2, abort) => ec2.send(new DescribeVpcsCommand({}), abort));
    expect(found).toMatchObject({ state: 'unseen', why: 'failed' });
    expect(sockets).toHaveLength(0);
    api.close();
  });

  test('that was never called closes its client all the same', () => {
    let destroyed = 0;
    const config = {
      useFipsEndpoint: async () => false,
      useDualstackEndpoint: async () => false,
      endpointProvider: () => ({ url: new URL('https://ec2.eu-west-2.amazonaws.com') }),
    };
    const options = {
      region: REGION,
      credentials: async () => credentials,
      deadline: deadlineIn(5_000),
      connect: connectWithin(1_000),
    };
    const api = openApi(() => ({ config, destroy: () => ++destroyed }), options);
    api.close();
    expect(destroyed).toBe(1);
  });
});

describe('connecting to a host', () => {
  /** A name that is an address leads to it, and any other to none. */
  const lookup = async (host: string): Promise<SystemLookup> =>
    isIP(host)
      ? { outcome: 'answered', code: null, addresses: [host], tookMs: 0 }
      : { outcome: 'name-not-found', code: 'ENOTFOUND', addresses: [], tookMs: 0 };
  const connectTo = connectWithin(60_000, lookup);
  const https = createServer((socket) => socket.destroy());
  const listens = new Promise<boolean>((resolve) => {
    https.once('error', () => resolve(false));
    https.listen(443, '127.0.0.78', () => resolve(true));
  });
  afterAll(() => {
    https.close();
  });

  test('says so where its name resolves to no address', async () => {
    const host = 'api.example';
    expect(await connectTo(host, deadlineIn(5_000))).toEqual({
      why: 'timed-out',
      detail: `${host} can't be reached from here: its name resolves to no address (name-not-found)`,
    });
  });

  test('says so where no address accepts a connection', async () => {
    expect(await connectTo('127.0.0.77', deadlineIn(5_000))).toEqual({
      why: 'timed-out',
      detail: "127.0.0.77 can't be reached from here: no address accepts a connection",
    });
  });

  test('finds the address that accepts, where port 443 may be listened on, and else none', async () => {
    const found = await connectTo('127.0.0.78', deadlineIn(5_000));
    const none = {
      why: 'timed-out',
      detail: "127.0.0.78 can't be reached from here: no address accepts a connection",
    };
    expect(found).toEqual((await listens) ? { address: '127.0.0.78' } : none);
  });
});
