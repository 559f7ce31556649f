import type { Socket } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { TLS_OUTCOMES } from '../../errors/node-codes.ts';
import type { ClassicHello, TlsAttempt, TlsOutcome } from '../../model/tls.ts';
import { startStopwatch } from '../stopwatch.ts';
import type { Waits } from '../waits.ts';
import { certificateOf } from './certificate.ts';
import { errorCodeOf } from './error-code.ts';
import { smallHelloAfter, smallHelloTo } from './small-hello.ts';

/** After this part of its patience a handshake gets a small one beside it. A lost packet was sent again before that. */
const SMALL_HELLO_AFTER = 1 / 4;

/** A ClientHello of more bytes fills more than one packet on some path; one with a post-quantum key share has 1,600. */
const ONE_PACKET = 1_200;

/** The key exchange that every client and server has had for years: its ClientHello has some 400 bytes. */
const CLASSIC = { ecdhCurve: 'X25519' } as const;

const CUT: ReadonlySet<TlsOutcome> = new Set<TlsOutcome>(['reset', 'closed']);

type Hellos = Pick<TlsAttempt, 'smallHello' | 'classicHello'>;
type Handshake = Omit<TlsAttempt, 'address' | keyof Hellos> & { readonly socket: TLSSocket | null };

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
 * A refused certificate is read from this very handshake, and the connection is closed before any data is sent on it.
 * Where nothing comes, a small handshake is tried beside it, inside the same time; where it is cut, smaller ones after it.
 */
export async function secure(peer: TlsPeer, opened: Socket, waits: Waits): Promise<Secured> {
  const endSmallHello = smallHelloAfter(waits.patienceMs.tls * SMALL_HELLO_AFTER, peer, waits);
  const { socket, ...attempt } = await handshake({ socket: opened }, peer.host, waits);
  const small = endSmallHello();
  const isLargeCut = CUT.has(attempt.outcome) && opened.bytesWritten > ONE_PACKET;
  // Beside an answer that only came late, a small one says nothing.
  const beside = { smallHello: attempt.outcome === 'silent' ? small : null, classicHello: null };
  const hellos = isLargeCut ? await smallerHellos(peer, waits) : beside;
  return { attempt: { address: peer.address, ...attempt, ...hellos }, socket };
}

/** Smaller ClientHellos to a peer that has cut a large one: one that must be refused, and one that should complete. */
async function smallerHellos(peer: TlsPeer, waits: Waits): Promise<Hellos> {
  const smallHello = await smallHelloTo(peer, waits);
  return { smallHello, classicHello: smallHello === 'alert' ? await classicHello(peer, waits) : null };
}

async function classicHello({ address, port, host }: TlsPeer, waits: Waits): Promise<ClassicHello> {
  const outcomeOf = async (options: ConnectionOptions): Promise<TlsOutcome> => {
    const { outcome, socket } = await handshake({ host: address, port, ...options }, host, waits);
    socket?.destroy();
    return outcome;
  };
  const outcome = await outcomeOf(CLASSIC);
  if (outcome !== 'verified') return WITHOUT_ANSWER[outcome] ?? 'failed';
  // A peer that cuts now and then would look the same.
  return CUT.has(await outcomeOf({})) ? 'verified' : 'by-chance';
}

const WITHOUT_ANSWER: Readonly<Partial<Record<TlsOutcome, ClassicHello>>> = {
  reset: 'cut',
  closed: 'cut',
  silent: 'silent',
  unfinished: 'unfinished',
};

function handshake(options: ConnectionOptions, host: string, waits: Waits): Promise<Handshake> {
  const watch = startStopwatch();
  return new Promise((resolve) => {
    const socket = connect({
      ...options,
      servername: host,
      // Verified all the same: with `true`, Node destroys the connection before its certificate can be read.
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
    });
    let ended = false;
    let isComplete = false;
    const finish = (outcome: TlsOutcome, code: string | null) => {
      endWait();
      const tookMs = watch.waitedMs();
      const isSecure = outcome === 'verified';
      const certificate = isComplete ? certificateOf(socket) : null;
      const protocol = isSecure ? socket.getProtocol() : null;
      if (!isSecure) socket.destroy();
      resolve({ outcome, code, certificate, protocol, tookMs, socket: isSecure ? socket : null });
    };
    const endWait = waits.start('tls', (outcome) => finish(outcome, null));
    socket.once('end', () => {
      ended = true;
    });
    socket.once('secureConnect', () => {
      isComplete = true;
      const code = socket.authorized ? null : String(socket.authorizationError);
      finish(code === null ? 'verified' : (TLS_OUTCOMES[code] ?? 'failed'), code);
    });
    socket.on('error', (error) => {
      const code = errorCodeOf(error);
      // Node gives a FIN in the handshake the code of a RST.
      finish(ended && code === 'ECONNRESET' ? 'closed' : (TLS_OUTCOMES[code ?? ''] ?? 'failed'), code);
    });
  });
}
