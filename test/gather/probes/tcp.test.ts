import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { probeTcp } from '../../../lib/gather/probes/tcp.ts';
import { listenOn, portOf } from '../../support/listen.ts';
import { endingAt, patient } from '../../support/waits.ts';

describe('the TCP probe', () => {
  let server: Server;
  afterEach(() => {
    server.close();
  });

  test('finds an open port, and sends nothing', async () => {
    let received = 0;
    server = await listenOn(
      createServer((socket) =>
        socket.on('data', (data) => {
          received += data.length;
        }),
      ),
    );
    expect(await probeTcp('127.0.0.1', portOf(server), patient)).toMatchObject({
      address: '127.0.0.1',
      family: 4,
      outcome: 'open',
      code: null,
    });
    expect(received).toBe(0);
  });

  test('tells a refusal by its code', async () => {
    server = await listenOn(createServer());
    const port = portOf(server);
    server.close();
    expect(await probeTcp('127.0.0.1', port, patient)).toMatchObject({ outcome: 'refused', code: 'ECONNREFUSED' });
  });

  test('calls an IPv6 address on a host by its family', async () => {
    server = await listenOn(createServer());
    expect((await probeTcp('::1', 1, patient)).family).toBe(6);
  });

  test.each(['silent', 'unfinished'] as const)(
    'an address that never answers is %s, as the wait has shown',
    async (what) => {
      server = await listenOn(createServer());
      expect(await probeTcp('127.0.0.1', portOf(server), endingAt('tcp', what))).toMatchObject({
        outcome: what,
        code: null,
      });
    },
  );
});
