import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import tls, { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { probeConnection } from '../../../lib/gather/probes/connection.ts';
import type { Waits } from '../../../lib/gather/waits.ts';
import { type ChainKind, makePki } from '../../lab/pki.ts';
import { listenOn, portOf } from '../../support/listen.ts';
import { endingAt, patient, steeredWaits } from '../../support/waits.ts';

const HOST = 'secretsmanager.eu-west-2.amazonaws.com';

const probeTls = (address: string, port: number, host: string, waits: Waits) =>
  probeConnection(address, port, host, waits).tls;

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
    return probeTls('127.0.0.1', portOf(server), HOST, patient);
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
    expect(attempt?.certificate?.fingerprint256).toMatch(/^[0-9A-F:]+$/);
    expect(attempt?.certificate?.issuerOrganization ?? null).toBe(
      kind === 'intercepted' ? 'Example Corp' : kind === 'self-signed' ? null : 'Amazon',
    );
  });

  test('a refused certificate is read from the handshake that met it: no second one, that time may not allow', async () => {
    const pki = await makePki(HOST, 'intercepted');
    setDefaultCACertificates([(await makePki(HOST, 'amazon')).root]);
    let connections = 0;
    const refused = createTlsServer({ ...pki.server }, (socket) => socket.on('error', () => {}));
    server = await listenOn(refused.on('connection', () => (connections += 1)));
    const { tls, http } = probeConnection('127.0.0.1', portOf(server), HOST, patient);
    expect(await tls).toMatchObject({ outcome: 'untrusted', certificate: { issuerOrganization: 'Example Corp' } });
    expect(await http).toBeNull();
    expect(connections).toBe(1);
  });

  test.each([
    ['plain HTTP on the port', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'not-tls'],
    ['an SSH banner on the port', 'SSH-2.0-OpenSSH_9.2\r\n', 'not-tls'],
  ])('%s: %s is no TLS', async (_, banner, outcome) => {
    server = await listenOn(createTcpServer((socket) => socket.on('error', () => {}).end(banner)));
    expect(await probeTls('127.0.0.1', portOf(server), HOST, patient)).toMatchObject({ outcome, certificate: null });
  });

  test('a connection that is cut on the first message is a reset', async () => {
    server = await listenOn(createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    expect(await probeTls('127.0.0.1', portOf(server), HOST, patient)).toMatchObject({ outcome: 'reset' });
  });

  test('a connection that is closed in good order on the first message is no reset', async () => {
    server = await listenOn(createTcpServer((socket) => socket.on('error', () => {}).once('data', () => socket.end())));
    expect(await probeTls('127.0.0.1', portOf(server), HOST, patient)).toMatchObject({
      outcome: 'closed',
      smallHello: 'cut',
      classicHello: null,
    });
  });

  test('a peer that speaks TLS 1.1 alone refuses the version', async () => {
    const { server: identity } = await makePki(HOST, 'amazon');
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    server = await listenOn(createTlsServer({ ...identity, ...old }, (socket) => socket.on('error', () => {})));
    expect(await probeTls('127.0.0.1', portOf(server), HOST, patient)).toMatchObject({ outcome: 'version-refused' });
  });

  test.each(['silent', 'unfinished'] as const)(
    'an open port that says nothing is %s, as the wait has shown',
    async (what) => {
      server = await listenOn(createTcpServer(() => {}));
      expect(await probeTls('127.0.0.1', portOf(server), HOST, endingAt('tls', what))).toMatchObject({ outcome: what });
    },
  );

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

    /** A handshake that is left once the small one beside it has come to `until`. */
    const probeUntil = async (until: 'started' | 'answered', hello: 'silent' | null = null) => {
      const { waits, when, end } = steeredWaits({ tls: 40 });
      const probing = probeTls('127.0.0.1', portOf(server), HOST, waits);
      await when('hello', until);
      if (hello) end('hello', hello);
      end('tls', 'silent');
      return probing;
    };

    test('is refused with an alert where only large packets are lost', async () => {
      const { server: identity } = await makePki(HOST, 'amazon');
      const inner = await listenOn(createTlsServer({ ...identity, minVersion: 'TLSv1.2' }));
      server = await onlySmall(inner);
      expect(await probeUntil('answered')).toMatchObject({ outcome: 'silent', smallHello: 'alert' });
      inner.close();
    });

    test('meets silence at a dead peer', async () => {
      server = await listenOn(createTcpServer((socket) => socket.on('error', () => {})));
      expect(await probeUntil('started', 'silent')).toMatchObject({ outcome: 'silent', smallHello: 'silent' });
    });

    test('decides nothing in a short time', async () => {
      server = await listenOn(createTcpServer((socket) => socket.on('error', () => {})));
      expect(await probeUntil('started')).toMatchObject({ outcome: 'silent', smallHello: 'unfinished' });
    });

    test('may be cut', async () => {
      const cutSmall = (socket: Socket) =>
        socket.on('error', () => {}).once('data', (data) => data.length < 500 && socket.end());
      server = await listenOn(createTcpServer((socket) => void cutSmall(socket)));
      expect(await probeUntil('answered')).toMatchObject({ outcome: 'silent', smallHello: 'cut' });
    });

    test('is not sent where the handshake is answered', async () => {
      const pki = await makePki(HOST, 'amazon');
      setDefaultCACertificates([pki.root]);
      let met = 0;
      server = await listenOn(
        createTlsServer({ ...pki.server }, (socket) => socket.on('error', () => {})).on('connection', () => {
          met += 1;
        }),
      );
      expect(await probeTls('127.0.0.1', portOf(server), HOST, patient)).toMatchObject({
        outcome: 'verified',
        smallHello: null,
      });
      expect(met).toBe(1);
    });

    test('says nothing where the handshake is answered late', async () => {
      const pki = await makePki(HOST, 'amazon');
      setDefaultCACertificates([pki.root]);
      const inner = createTlsServer({ ...pki.server }, (socket) => socket.on('error', () => {}));
      const { waits, when } = steeredWaits({ tls: 40 });
      server = await listenOn(
        createTcpServer({ pauseOnConnect: true }, (socket) => {
          socket.on('error', () => {});
          void when('hello', 'started').then(() => inner.emit('connection', socket));
        }),
      );
      expect(await probeTls('127.0.0.1', portOf(server), HOST, waits)).toMatchObject({
        outcome: 'verified',
        smallHello: null,
      });
    });
  });

  describe('after a large ClientHello was cut', () => {
    type Peer = (socket: Socket, hello: Buffer, at: number) => void;

    /** An appliance that sees the first packet of each connection; `at` counts them from 0. */
    const behind = async (peer: Peer) => {
      let met = 0;
      server = await listenOn(
        createTcpServer((socket) => {
          socket.on('error', () => {}).once('data', (hello) => peer(socket, hello, met++));
        }),
      );
      return probeTls('127.0.0.1', portOf(server), HOST, patient);
    };
    /** What hands a connection on to the service. */
    const service = async (kind: ChainKind = 'amazon') => {
      const pki = await makePki(HOST, kind);
      setDefaultCACertificates([kind === 'amazon' ? pki.root : (await makePki(HOST, 'amazon')).root]);
      const inner = createTlsServer({ ...pki.server }, (socket) => socket.on('error', () => {}));
      inner.on('tlsClientError', (_, socket) => socket.destroy());
      return (socket: Socket, hello: Buffer) => {
        socket.pause();
        socket.unshift(hello);
        inner.emit('connection', socket);
      };
    };
    const isLarge = (hello: Buffer) => hello.length > 1_200;

    const CUTS: Readonly<Record<'reset' | 'closed', (socket: Socket) => void>> = {
      reset: (socket) => socket.resetAndDestroy(),
      closed: (socket) => socket.end(),
    };

    test.each(['reset', 'closed'] as const)('and one that fits into a packet completes: %s', async (outcome) => {
      const serve = await service();
      const sizes: number[] = [];
      const attempt = await behind((socket, hello) => {
        sizes.push(hello.length);
        return isLarge(hello) ? CUTS[outcome](socket) : serve(socket, hello);
      });
      expect(attempt).toMatchObject({ outcome, smallHello: 'alert', classicHello: 'verified', certificate: null });
      // The usual one, the one that must be refused, the one without a post-quantum share, and the usual one once more.
      expect(sizes.map((size) => size > 1_200)).toEqual([true, false, false, true]);
    });

    test('one that fits into a packet is cut as well', async () => {
      const serve = await service();
      const attempt = await behind((socket, hello) => (hello.length > 200 ? CUTS.reset(socket) : serve(socket, hello)));
      expect(attempt).toMatchObject({ outcome: 'reset', smallHello: 'alert', classicHello: 'cut' });
    });

    test('the next large one is not', async () => {
      const serve = await service();
      const attempt = await behind((socket, hello, at) => (at === 0 ? CUTS.reset(socket) : serve(socket, hello)));
      expect(attempt).toMatchObject({ outcome: 'reset', smallHello: 'alert', classicHello: 'by-chance' });
    });

    test('whoever completes the smaller one is not trusted', async () => {
      const serve = await service('intercepted');
      const attempt = await behind((socket, hello) => (isLarge(hello) ? CUTS.reset(socket) : serve(socket, hello)));
      expect(attempt).toMatchObject({ outcome: 'reset', smallHello: 'alert', classicHello: 'failed' });
    });

    test('one that fits into a packet is followed by none', async () => {
      const usual = tls.DEFAULT_ECDH_CURVE;
      // As runtimes before Node 24 send it.
      tls.DEFAULT_ECDH_CURVE = 'X25519';
      try {
        const attempt = await behind((socket) => CUTS.reset(socket));
        expect(attempt).toMatchObject({ outcome: 'reset', smallHello: null, classicHello: null });
      } finally {
        tls.DEFAULT_ECDH_CURVE = usual;
      }
    });

    test('the small one is cut too, and nothing more is tried', async () => {
      let met = 0;
      const attempt = await behind((socket) => {
        met += 1;
        socket.resetAndDestroy();
      });
      expect(attempt).toMatchObject({ outcome: 'reset', smallHello: 'cut', classicHello: null });
      expect(met).toBe(2);
    });
  });

  test('a refused connection says nothing about TLS', async () => {
    server = await listenOn(createTcpServer());
    const port = portOf(server);
    server.close();
    expect(await probeTls('127.0.0.1', port, HOST, patient)).toBeNull();
  });
});
