import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { probeConnection } from '../../../lib/gather/probes/connection.ts';
import type { Waits } from '../../../lib/gather/waits.ts';
import { type ChainKind, makePki } from '../../lab/pki.ts';
import { listenOn, portOf } from '../../support/listen.ts';
import { endingAt, patient } from '../../support/waits.ts';

const HOST = 'secretsmanager.eu-west-2.amazonaws.com';

describe('the HTTP probe', () => {
  const trusted = getCACertificates('default');
  let stop = () => {};
  let connections = 0;
  afterEach(() => {
    stop();
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  });
  afterAll(() => {
    setDefaultCACertificates(trusted);
  });

  const ask = async (
    headers: Readonly<Record<string, string>> | null,
    kind: ChainKind = 'amazon',
    waits: Waits = patient,
  ) => {
    const pki = await makePki(HOST, kind);
    setDefaultCACertificates([pki.root]);
    const server = createServer(pki.server, (_, response) => {
      if (headers) response.writeHead(404, headers).end();
    });
    server.on('tlsClientError', (_, socket) => socket.destroy());
    await listenOn(server);
    stop = () => {
      server.close();
      server.closeAllConnections();
    };
    server.on('connection', () => {
      connections += 1;
    });
    connections = 0;
    return probeConnection('127.0.0.1', portOf(server), HOST, waits).http;
  };

  test("an answer tells how far the service's clock is ahead of this host's", async () => {
    const in7Minutes = new Date(Date.now() + 7 * 60_000).toUTCString();
    const attempt = await ask({ date: in7Minutes, 'content-type': 'text/plain' });
    expect(attempt).toMatchObject({
      outcome: 'answered',
      status: 404,
      contentType: 'text/plain',
      dateHeader: in7Minutes,
    });
    expect(Math.round((attempt?.clockAheadMs ?? 0) / 60_000)).toBe(7);
  });

  test('a date that is none tells nothing', async () => {
    expect(await ask({ date: 'soon' })).toMatchObject({ outcome: 'answered', clockAheadMs: null });
  });

  test.each(['silent', 'unfinished'] as const)(
    'an answer that never comes is %s, as the wait has shown',
    async (what) => {
      const attempt = await ask(null, 'amazon', endingAt('http', what));
      expect(attempt).toMatchObject({ outcome: what, status: null, clockAheadMs: null });
    },
  );

  test('it comes over the connection on which TCP opened and TLS was verified, the only one', async () => {
    expect(await ask({})).toMatchObject({ outcome: 'answered' });
    expect(connections).toBe(1);
  });

  test('no variable of the environment makes it ask where a certificate is refused', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    expect(await ask({}, 'intercepted')).toBeNull();
  });
});
