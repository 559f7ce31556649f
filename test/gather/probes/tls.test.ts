import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { probeTls } from '../../../lib/gather/probes/tls.ts';
import { type ChainKind, makePki } from '../../lab/pki.ts';
import { listenOn, portOf } from '../../support/listen.ts';

const HOST = 'secretsmanager.eu-west-2.amazonaws.com';

describe('the TLS probe', () => {
  const trusted = getCACertificates('default');
  let server: Server;
  afterEach(() => {
    server.close();
  });

  const serve = async (kind: ChainKind) => {
    const pki = await makePki(HOST, kind);
    setDefaultCACertificates([pki.root]);
    server = await listenOn(createTlsServer({ ...pki.server }, (socket) => socket.on('error', () => {})));
    return probeTls('127.0.0.1', portOf(server), HOST, 2_000);
  };
  afterAll(() => {
    setDefaultCACertificates(trusted);
  });

  test.each([
    ['amazon', 'verified', null],
    ['intercepted', 'untrusted', 'SELF_SIGNED_CERT_IN_CHAIN'],
    ['no-intermediate', 'untrusted', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['self-signed', 'self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['wrong-host', 'wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['expired', 'expired', 'CERT_HAS_EXPIRED'],
    ['not-yet-valid', 'not-yet-valid', 'CERT_NOT_YET_VALID'],
  ] as const)('%s: %s, and the certificate is read all the same', async (kind, outcome, code) => {
    const attempt = await serve(kind);
    expect(attempt).toMatchObject({ outcome, code });
    expect(attempt.certificate?.fingerprint256).toMatch(/^[0-9A-F:]+$/);
    expect(attempt.certificate?.issuerOrganization ?? null).toBe(
      kind === 'intercepted' ? 'Example Corp' : kind === 'self-signed' ? null : 'Amazon',
    );
  });

  test.each([
    ['plain HTTP on the port', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'not-tls'],
    ['an SSH banner on the port', 'SSH-2.0-OpenSSH_9.2\r\n', 'not-tls'],
  ])('%s: %s is no TLS', async (_, banner, outcome) => {
    server = await listenOn(createTcpServer((socket) => socket.on('error', () => {}).end(banner)));
    expect(await probeTls('127.0.0.1', portOf(server), HOST, 2_000)).toMatchObject({ outcome, certificate: null });
  });

  test('a connection that is cut on the first message is a reset', async () => {
    server = await listenOn(createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    expect(await probeTls('127.0.0.1', portOf(server), HOST, 2_000)).toMatchObject({ outcome: 'reset' });
  });

  test('a connection that is closed in good order on the first message is no reset', async () => {
    server = await listenOn(createTcpServer((socket) => socket.on('error', () => {}).once('data', () => socket.end())));
    expect(await probeTls('127.0.0.1', portOf(server), HOST, 2_000)).toMatchObject({
      outcome: 'closed',
      smallHello: null,
    });
  });

  test('a peer that speaks TLS 1.1 alone refuses the version', async () => {
    const { server: identity } = await makePki(HOST, 'amazon');
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    server = await listenOn(createTlsServer({ ...identity, ...old }, (socket) => socket.on('error', () => {})));
    expect(await probeTls('127.0.0.1', portOf(server), HOST, 2_000)).toMatchObject({ outcome: 'version-refused' });
  });

  test('silence after TCP is silence of TLS, once the wait was long enough', async () => {
    server = await listenOn(createTcpServer(() => {}));
    expect(await probeTls('127.0.0.1', portOf(server), HOST, 1_300)).toMatchObject({ outcome: 'silent' });
    expect(await probeTls('127.0.0.1', portOf(server), HOST, 200)).toMatchObject({ outcome: 'unfinished' });
  });

  describe('beside silence, a small ClientHello', () => {
    /** Passes on what is small, in both directions, and swallows connections that begin with anything larger. */
    const onlySmall = async (inner: Server) =>
      listenOn(
        createTcpServer((socket) => {
          socket.on('error', () => {});
          socket.once('data', (hello) => {
            if (hello.length > 500) return socket.resume();
            const through = connect(portOf(inner), '127.0.0.1', () => through.write(hello)).on('error', () => {});
            socket.pipe(through).pipe(socket);
          });
        }),
      );

    test('is refused with an alert where only large packets are lost', async () => {
      const { server: identity } = await makePki(HOST, 'amazon');
      const inner = await listenOn(createTlsServer({ ...identity, minVersion: 'TLSv1.2' }));
      server = await onlySmall(inner);
      const started = performance.now();
      expect(await probeTls('127.0.0.1', portOf(server), HOST, 1_800)).toMatchObject({
        outcome: 'silent',
        smallHello: 'alert',
      });
      expect(performance.now() - started).toBeLessThan(2_100);
      inner.close();
    });

    test.each([
      ['meets silence at a dead peer', () => {}, 'silent', 2_700],
      ['decides nothing in a short time', () => {}, 'unfinished', 1_800],
      [
        'may be cut',
        (socket: Socket) => socket.once('data', (data) => data.length < 500 && socket.end()),
        'cut',
        1_800,
      ],
    ] as const)('%s', async (_, meet, smallHello, timeoutMs) => {
      server = await listenOn(createTcpServer((socket) => void meet(socket.on('error', () => {}))));
      expect(await probeTls('127.0.0.1', portOf(server), HOST, timeoutMs)).toMatchObject({
        outcome: 'silent',
        smallHello,
      });
    });

    test('is not sent where the handshake is answered, and says nothing where it is answered late', async () => {
      const pki = await makePki(HOST, 'amazon');
      setDefaultCACertificates([pki.root]);
      let met = 0;
      const inner = createTlsServer({ ...pki.server }, (socket) => socket.on('error', () => {}));
      const lateBy = async (ms: number) => {
        met = 0;
        server = await listenOn(
          createTcpServer({ pauseOnConnect: true }, (socket) => {
            met += 1;
            setTimeout(() => inner.emit('connection', socket), ms);
          }),
        );
        return probeTls('127.0.0.1', portOf(server), HOST, 2_500);
      };
      expect(await lateBy(0)).toMatchObject({ outcome: 'verified', smallHello: null });
      expect(met).toBe(1);
      server.close();
      expect(await lateBy(1_500)).toMatchObject({ outcome: 'verified', smallHello: null });
      expect(met).toBe(2);
    });
  });

  test('a refused connection says nothing about TLS', async () => {
    server = await listenOn(createTcpServer());
    const port = portOf(server);
    server.close();
    expect(await probeTls('127.0.0.1', port, HOST, 500)).toMatchObject({
      outcome: 'not-connected',
      code: 'ECONNREFUSED',
    });
  });
});
