import type { Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { TLS_OUTCOMES } from '../../errors/node-codes.ts';
import type { Certificate, TlsAttempt, TlsOutcome } from '../../model/probes.ts';
import { startStopwatch } from '../stopwatch.ts';
import type { Waits } from '../waits.ts';
import { certificateOf } from './certificate.ts';
import { errorCodeOf } from './error-code.ts';
import { smallHelloAfter } from './small-hello.ts';
import { openTcp } from './tcp.ts';

/** Outcomes in which the peer showed a certificate that we refused. */
const REFUSED_CERTIFICATE: ReadonlySet<TlsOutcome> = new Set([
  'untrusted',
  'self-signed',
  'wrong-host',
  'expired',
  'not-yet-valid',
]);

/** After this part of its patience a handshake gets a small one beside it. A lost packet was sent again before that. */
const SMALL_HELLO_AFTER = 1 / 4;

type Handshake = Omit<TlsAttempt, 'address' | 'smallHello'> & { readonly socket: TLSSocket | null };

/** Whom a handshake is with: an address, under the service's name. */
export interface TlsPeer {
  readonly address: string;
  readonly port: number;
  readonly host: string;
}

/** What became of a handshake, and the connection where it was verified. */
export interface Secured {
  readonly attempt: TlsAttempt;
  readonly socket: TLSSocket | null;
}

/**
 * One TLS handshake over an open connection, under the service's name, verified as the SDK verifies.
 * Where the certificate is refused, a second handshake without verification reads it; no data is ever sent on that.
 * Where nothing comes, a small one is tried beside it, inside the same time.
 */
export async function secure(peer: TlsPeer, opened: Socket, waits: Waits): Promise<Secured> {
  const endSmallHello = smallHelloAfter(waits.patienceMs.tls * SMALL_HELLO_AFTER, peer, waits);
  const { socket, ...first } = await handshake(opened, peer.host, waits, true);
  const small = endSmallHello();
  const certificate = REFUSED_CERTIFICATE.has(first.outcome)
    ? await refusedCertificate(peer, waits)
    : first.certificate;
  // Beside an answer that only came late, a small one says nothing.
  const smallHello = first.outcome === 'silent' ? small : null;
  return { attempt: { address: peer.address, ...first, certificate, smallHello }, socket };
}

async function refusedCertificate({ address, port, host }: TlsPeer, waits: Waits): Promise<Certificate | null> {
  const { socket } = await openTcp(address, port, waits);
  if (socket === null) return null;
  const { certificate, socket: secured } = await handshake(socket, host, waits, false);
  secured?.destroy();
  return certificate;
}

function handshake(opened: Socket, host: string, waits: Waits, verify: boolean): Promise<Handshake> {
  const watch = startStopwatch();
  return new Promise((resolve) => {
    const socket = connect({
      socket: opened,
      servername: host,
      rejectUnauthorized: verify,
      ALPNProtocols: ['http/1.1'],
    });
    const finish = (outcome: TlsOutcome, code: string | null) => {
      endWait();
      const tookMs = watch.waitedMs();
      const isSecure = outcome === 'verified';
      const shown = {
        certificate: isSecure ? certificateOf(socket) : null,
        protocol: isSecure ? socket.getProtocol() : null,
      };
      if (!isSecure) socket.destroy();
      resolve({ outcome, code, ...shown, tookMs, socket: isSecure ? socket : null });
    };
    const endWait = waits.start('tls', (outcome) => finish(outcome, null));
    let ended = false;
    socket.once('end', () => {
      ended = true;
    });
    socket.once('secureConnect', () => finish('verified', null));
    socket.on('error', (error) => {
      const code = errorCodeOf(error);
      // Node gives a FIN in the handshake the code of a RST.
      finish(ended && code === 'ECONNRESET' ? 'closed' : (TLS_OUTCOMES[code ?? ''] ?? 'failed'), code);
    });
  });
}
